import type { Readable } from 'node:stream';
import type { ConditionKeys } from './identity.js';

/**
 * The operations of an AWS SDK client module, typed by that module: `Handlers<typeof import('@aws-sdk/client-lambda')>` has one
 * optional method per operation, with the SDK's own input and output.
 */
type CommandClass = new (
  // biome-ignore lint/suspicious/noExplicitAny: the SDK's command classes are generic in ways that only `any` matches
  input: any,
  // biome-ignore lint/suspicious/noExplicitAny: as above
) => { readonly input: unknown; resolveMiddleware(...args: any[]): (args: any) => Promise<{ output: unknown }> };

export type OperationName<Module> = {
  [K in keyof Module]: K extends `${infer Op}Command` ? (Module[K] extends CommandClass ? Op : never) : never;
}[keyof Module];

/**
 * What a handler is given: the SDK's input with required members present (the wire has refused the request otherwise) and binary
 * bodies as the Buffer that was received. In object storage a body is a Readable instead, empty where there is none, and verified while
 * it flows: if anything about it is wrong it fails before its end, with the error that the client is to be told.
 */
export type InputOf<Module, Op extends string> = `${Op}Command` extends keyof Module
  ? Module[`${Op}Command`] extends new (
      // biome-ignore lint/suspicious/noExplicitAny: as above
      ...input: any
    ) => { readonly input: infer Input }
    ? { readonly [K in keyof Input]: Received<Input, K> } & { readonly [K in FlowingBody<Input>]-?: Readable }
    : never
  : never;

type Received<Input, K extends keyof Input> = [Extract<Input[K], Uint8Array>] extends [never]
  ? Record<never, never> extends Pick<Input, K>
    ? Input[K]
    : NonNullable<Input[K]>
  : Input extends ForBucket
    ? Readable
    : Buffer | Extract<Input[K], undefined>;

/** Inputs of object storage, whose bodies flow. */
interface ForBucket {
  readonly Bucket: string | undefined;
}

type FlowingBody<Input> = Input extends ForBucket
  ? { [K in keyof Input]: [Extract<Input[K], Uint8Array>] extends [never] ? never : K }[keyof Input]
  : never;

// biome-ignore lint/suspicious/noExplicitAny: as above
type Resolved<T> = T extends { resolveMiddleware(...args: any[]): (args: any) => Promise<{ output: infer Output }> }
  ? Omit<Output, '$metadata'>
  : never;

/** What a handler answers: the SDK's output; a binary body may be bytes or a stream. */
export type OutputOf<Module, Op extends string> = `${Op}Command` extends keyof Module
  ? Module[`${Op}Command`] extends new (
      // biome-ignore lint/suspicious/noExplicitAny: as above
      input: any,
    ) => infer Command
    ? Answered<Resolved<Command>>
    : never
  : never;

type Answered<Output> = {
  [K in keyof Output]: Output[K] extends Uint8Array | undefined
    ? Uint8Array | Readable | undefined
    : [Extract<Output[K], Readable>] extends [never]
      ? Output[K]
      : Uint8Array | Readable | undefined;
};

/** What is known of a call besides its input. */
export interface Call<Principal = unknown> {
  readonly requestId: string;
  readonly service: string;
  readonly operation: string;
  /** From the credential scope of the signature. */
  readonly region: string;
  /** Account of the credentials that signed. */
  readonly accountId: string;
  readonly principal: Principal;
  /** What AWS says of every request, for authorisations that only a handler can ask for. */
  readonly conditionKeys: ConditionKeys;
  /** Names in lower case; a header sent several times has its values joined by `, `. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Aborted when the client goes away. */
  readonly signal: AbortSignal;
}

/** What is known of a call that nobody signed. */
export type UnsignedCall = Omit<Call, 'region' | 'accountId' | 'principal' | 'conditionKeys'>;

/** Handlers of operations whose callers have no key yet, such as a sign-in. They have to find out for themselves who calls. */
export type UnsignedHandlers<Module> = {
  readonly [Op in OperationName<Module> & string]?: (
    input: InputOf<Module, Op>,
    call: UnsignedCall,
  ) => Promise<OutputOf<Module, Op>> | OutputOf<Module, Op>;
};

/** One method per operation that is built; an operation without one answers a clear AWS-shaped error that names it. */
export type Handlers<Module, Principal = unknown> = {
  readonly [Op in OperationName<Module> & string]?: (
    input: InputOf<Module, Op>,
    call: Call<Principal>,
  ) => Promise<OutputOf<Module, Op>> | OutputOf<Module, Op>;
};
