import type { ErrorDescription, ServiceDescription, StructureShape } from '../schema/description.js';
import { sharedErrorOf, sharedErrors } from './shared-errors.js';

/** An error as every protocol can write it. */
export interface ErrorAnswer {
  /** As JSON clients know it. */
  readonly code: string;
  readonly status: number;
  /** As Query clients know it. */
  readonly query: { readonly code: string; readonly status: number };
  readonly fault: 'client' | 'server';
  readonly message: string;
  readonly messageMember: 'message' | 'Message';
  /** Of the service's own errors: their members, whose values are read from `source`. */
  readonly shape: StructureShape | undefined;
  readonly source: Readonly<Record<string, unknown>>;
  /** Whether it is our fault, of which the caller is told nothing. */
  readonly unexpected: boolean;
}

/** Turns whatever was thrown into an answer: an error of the service's schema, a shared one, or a fault that tells nothing. */
export function errorAnswer(thrown: unknown, service: ServiceDescription): ErrorAnswer {
  if (thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string') {
    const described = service.errors.get(thrown.code);
    const source = thrown as unknown as Readonly<Record<string, unknown>>;
    if (described) return ofSchema(described, thrown.message, source, false);
    const shared = sharedErrorOf(thrown.code);
    if (shared)
      return { ...shared, code: thrown.code, ...plain(thrown.message, shared.messageMember), source, unexpected: false };
  }
  return faultAnswer(service);
}

/** The names under which services report their own faults, the first that a service knows being its word for it. */
const faultNames = [
  'ServiceException',
  'ServiceFailureException',
  'InternalServiceFault',
  'InternalServerException',
  'InternalFailure',
];

function faultAnswer(service: ServiceDescription): ErrorAnswer {
  const name = faultNames.find((candidate) => service.errors.has(candidate));
  const message = 'The request could not be served because of an internal error.';
  if (name) return ofSchema(service.errors.get(name)!, message, {}, true);
  return { ...sharedErrors.InternalFailure, code: 'InternalFailure', ...plain(message, undefined), unexpected: true };
}

function ofSchema(
  error: ErrorDescription,
  message: string,
  source: Readonly<Record<string, unknown>>,
  unexpected: boolean,
): ErrorAnswer {
  const { name, status, fault, shape } = error;
  const capital = shape.members.some((member) => member.name === 'Message');
  return {
    code: name,
    status,
    query: { code: error.queryCode, status },
    fault,
    message,
    messageMember: capital ? 'Message' : 'message',
    shape,
    source,
    unexpected,
  };
}

function plain(message: string, messageMember: 'Message' | undefined) {
  return { message, messageMember: messageMember ?? 'message', shape: undefined, source: {} } as const;
}
