import type { Service } from './define-service.js';
import type { WireRequest, WireResponse } from './http.js';
import type { AccessKeys, Authorizer, Caller } from './identity.js';

export interface WireOptions<Principal extends Caller> {
  readonly services: readonly Service<Principal>[];
  readonly accessKeys: AccessKeys<Principal>;
  readonly authorizer: Authorizer<Principal>;
  /** Told of everything that was answered with a 5xx of our own making. Must not throw. */
  readonly onFault: (fault: Fault) => void;
  /** Milliseconds since 1970. */
  readonly clock?: () => number;
  readonly requestId?: () => string;
}

/** What went wrong on our side, with whatever the caller was not told. */
export interface Fault {
  readonly error: unknown;
  readonly requestId: string;
  readonly service: string | undefined;
  readonly operation: string | undefined;
}

export interface Wire {
  /** Answers a request, whatever becomes of it. Never rejects. */
  handle(request: WireRequest): Promise<WireResponse>;
}

/** Puts services behind one endpoint. */
export function createWire<Principal extends Caller>(_options: WireOptions<Principal>): Wire {
  throw new Error('the pipeline is not built yet');
}
