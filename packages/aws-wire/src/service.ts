/**
 * The operations of an AWS SDK client module, typed by that module: `Handlers<typeof import('@aws-sdk/client-lambda')>` has one
 * optional method per operation, with the SDK's own input and output.
 */
// biome-ignore lint/suspicious/noExplicitAny: the SDK's command classes are generic in ways that only `any` matches
type CommandClass = new (
  input: any,
) => { readonly input: unknown; resolveMiddleware(...args: any[]): (args: any) => Promise<{ output: unknown }> };

export type OperationName<Module> = {
  [K in keyof Module]: K extends `${infer Op}Command` ? (Module[K] extends CommandClass ? Op : never) : never;
}[keyof Module];

export type InputOf<Module, Op extends string> = `${Op}Command` extends keyof Module
  ? // biome-ignore lint/suspicious/noExplicitAny: as above
    Module[`${Op}Command`] extends new (
      input: infer Input,
    ) => any
    ? Input
    : never
  : never;

// biome-ignore lint/suspicious/noExplicitAny: as above
type Resolved<T> = T extends { resolveMiddleware(...args: any[]): (args: any) => Promise<{ output: infer Output }> }
  ? Output
  : never;
export type OutputOf<Module, Op extends string> = `${Op}Command` extends keyof Module
  ? // biome-ignore lint/suspicious/noExplicitAny: as above
    Module[`${Op}Command`] extends new (
      input: any,
    ) => infer Command
    ? Omit<Resolved<Command>, '$metadata'>
    : never
  : never;

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
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Aborted when the client goes away. */
  readonly signal: AbortSignal;
}

/** One method per operation that is built; an operation without one answers a clear AWS-shaped error that names it. */
export type Handlers<Module, Principal = unknown> = {
  readonly [Op in OperationName<Module> & string]?: (
    input: InputOf<Module, Op>,
    call: Call<Principal>,
  ) => Promise<OutputOf<Module, Op>> | OutputOf<Module, Op>;
};
