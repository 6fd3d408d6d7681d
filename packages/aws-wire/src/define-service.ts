import type { Constraints } from './constraints/constraints.js';
import type { Caller, Demand } from './identity.js';
import type { ObjectStorage } from './object-storage/object-storage.js';
import type { ProtocolName } from './protocols/protocol.js';
import type { ErrorDescription, ServiceDescription } from './schema/description.js';
import { readModule } from './schema/read-module.js';
import type { Call, Handlers, OperationName, UnsignedCall, UnsignedHandlers } from './service.js';

export interface ServiceDefinition<Module, Principal extends Caller = Caller> {
  /** The namespace of the SDK's client: `import * as lambda from '@aws-sdk/client-lambda'`. */
  readonly module: Module;
  /** The service part of the credential scope, such as `lambda` or `monitoring`. */
  readonly signingName: string;
  /** Every protocol its clients of any age speak. */
  readonly protocols: readonly [ProtocolName, ...ProtocolName[]];
  /** Lengths, patterns and enums of its members; without them only types are checked. */
  readonly constraints?: Constraints;
  readonly handlers: Handlers<Module, Principal>;
  /** Operations that are answered without a signature and without a permission. */
  readonly unsignedHandlers?: UnsignedHandlers<Module>;
  /** What a call needs permission for, or `'none'` where AWS asks for none (GetCallerIdentity). Asked before constraints are checked. */
  readonly authorization: Authorization<Module, Principal>;
  /** Request bodies above it are refused with RequestEntityTooLargeException, in bytes. */
  readonly bodyBytesMax?: Partial<Readonly<Record<OperationName<Module> & string, number>>>;
  /** Paths of sibling services that share the signing name; requests for them are refused by the sibling's name. */
  readonly siblings?: Readonly<Record<string, string>>;
  /** Statuses of errors that the module does not describe, by their codes. */
  readonly errors?: Readonly<Record<string, number>>;
  /** Of S3 and its like, beside the protocol `rest-xml`. */
  readonly objectStorage?: ObjectStorage<Principal>;
}

export type Authorization<Module, Principal extends Caller = Caller> = (
  operation: OperationName<Module> & string,
  // biome-ignore lint/suspicious/noExplicitAny: the input of whichever operation it is, members as the SDK spells them
  input: Readonly<Record<string, any>>,
  call: Call<Principal>,
) => Demanded | Promise<Demanded>;

/** Of several demands each must be met. */
type Demanded = Demand | readonly Demand[] | 'none';

type AnyHandler<Principal extends Caller> = (input: unknown, call: Call<Principal>) => unknown;
type AnyUnsignedHandler = (input: unknown, call: UnsignedCall) => unknown;

/** A service as the wire runs it. */
export interface Service<Principal extends Caller = Caller> {
  readonly signingName: string;
  readonly description: ServiceDescription;
  readonly protocols: readonly ProtocolName[];
  readonly constraints: Constraints | undefined;
  readonly handlers: ReadonlyMap<string, AnyHandler<Principal>>;
  readonly unsignedHandlers: ReadonlyMap<string, AnyUnsignedHandler>;
  readonly authorization: Authorization<unknown, Principal>;
  readonly bodyBytesMax: Readonly<Record<string, number | undefined>>;
  readonly siblings: Readonly<Record<string, string>>;
  readonly objectStorage: ObjectStorage<Principal> | undefined;
}

/** Binds handlers to the operations of an SDK client. Throws for a handler whose operation the client does not have. */
export function defineService<Module extends object, Principal extends Caller = Caller>(
  definition: ServiceDefinition<Module, Principal>,
): Service<Principal> {
  const description = withErrors(readModule(definition.module), definition.errors ?? {});
  const handlers = new Map(Object.entries(definition.handlers)) as Map<string, AnyHandler<Principal>>;
  const unsignedHandlers = new Map(Object.entries(definition.unsignedHandlers ?? {})) as Map<string, AnyUnsignedHandler>;
  for (const name of [...handlers.keys(), ...unsignedHandlers.keys()]) {
    if (!description.operations.has(name)) throw new Error(`${description.id} has no operation ${name}`);
  }
  return {
    signingName: definition.signingName,
    description,
    protocols: definition.protocols,
    constraints: definition.constraints,
    handlers,
    unsignedHandlers,
    authorization: definition.authorization as Authorization<unknown, Principal>,
    bodyBytesMax: (definition.bodyBytesMax ?? {}) as Record<string, number | undefined>,
    siblings: definition.siblings ?? {},
    objectStorage: definition.objectStorage,
  };
}

/** What the module itself describes is kept. */
function withErrors(description: ServiceDescription, statuses: Readonly<Record<string, number>>): ServiceDescription {
  const further = Object.entries(statuses).map(([name, status]): [string, ErrorDescription] => {
    const shape = { kind: 'structure', name, xmlName: name, union: false, members: [] } as const;
    return [name, { name, queryCode: name, status, fault: status < 500 ? 'client' : 'server', shape }];
  });
  return { ...description, errors: new Map([...further, ...description.errors]) };
}
