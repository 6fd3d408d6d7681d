import type { Service } from '../define-service.js';
import type { Caller } from '../identity.js';
import { isStorageRequest } from '../object-storage/is-storage-request.js';
import type { FoundOperation, Protocol, ProtocolName } from '../protocols/protocol.js';
import { protocolOf, protocols } from '../protocols/protocols.js';
import type { ServiceDescription } from '../schema/description.js';
import type { ReceivedRequest, RequestHead } from './received-request.js';

/** A service in the protocol that a request speaks. */
export interface SpokenService<Principal extends Caller> {
  /** Undefined when no service answers: errors are then written as AWS's front doors write them. */
  readonly service: Service<Principal> | undefined;
  readonly description: ServiceDescription;
  readonly protocol: Protocol;
  readonly found: FoundOperation | undefined;
}

interface Entry<Principal extends Caller> {
  readonly service: Service<Principal>;
  readonly spoken: ReadonlyMap<ProtocolName, Protocol>;
}

/** All services of one endpoint, told apart by the service that a signature is for and then by what the request's headers show. */
export class ServiceDirectory<Principal extends Caller> {
  readonly #bySigningName = new Map<string, Entry<Principal>[]>();
  readonly #nobody = new Map<ProtocolName, SpokenService<Principal>>();

  constructor(services: readonly Service<Principal>[]) {
    for (const service of services) {
      const spoken = new Map(service.protocols.map((name) => [name, protocols[name](service.description)]));
      const entries = this.#bySigningName.get(service.signingName) ?? [];
      this.#bySigningName.set(service.signingName, [...entries, { service, spoken }]);
    }
    for (const name of Object.keys(protocols) as ProtocolName[]) {
      const protocol = protocols[name](nothing);
      this.#nobody.set(name, { service: undefined, description: nothing, protocol, found: undefined });
    }
  }

  /** Several services may share a signing name: the first that knows the operation answers, else the first. */
  find(signingName: string, request: ReceivedRequest): SpokenService<Principal> {
    let first: SpokenService<Principal> | undefined;
    for (const { service, spoken } of this.#bySigningName.get(signingName) ?? []) {
      const protocol = spoken.get(protocolOf(request)) ?? spoken.get(service.protocols[0]!)!;
      const found = protocol.find(request);
      const candidate = { service, description: service.description, protocol, found };
      if (found) return candidate;
      first ??= candidate;
    }
    return first ?? this.nobody(request);
  }

  /** The service whose operation a request names, if that operation needs no signature. */
  findUnsigned(request: ReceivedRequest): SpokenService<Principal> | undefined {
    for (const [signingName, entries] of this.#bySigningName) {
      if (!entries.some(({ service }) => service.unsignedHandlers.size > 0)) continue;
      const spoken = this.find(signingName, request);
      if (spoken.found && spoken.service?.unsignedHandlers.has(spoken.found.operation.name)) return spoken;
    }
    return undefined;
  }

  /** The service that a request is for if it is one of object storage, which is told before its signature is read. */
  findStorage(head: RequestHead): SpokenService<Principal> | undefined {
    for (const [signingName, entries] of this.#bySigningName) {
      const { service, spoken } = entries[0]!;
      if (!service.objectStorage) continue;
      if (!isStorageRequest(head, signingName, service.objectStorage.publicHost, () => this.#isPathOfAnother(head))) continue;
      return { service, description: service.description, protocol: spoken.get(service.protocols[0]!)!, found: undefined };
    }
    return undefined;
  }

  #isPathOfAnother(head: RequestHead): boolean {
    const request = { ...head, body: Buffer.alloc(0) };
    const entries = [...this.#bySigningName.values()].flat().filter(({ service }) => !service.objectStorage);
    return entries.some(({ spoken, service }) => {
      const isSiblings = Object.keys(service.siblings).some((prefix) => head.path.startsWith(prefix));
      return isSiblings || spoken.get('rest-json')?.find(request) || spoken.get('rpc-v2-cbor')?.find(request);
    });
  }

  /** For requests that belong to no service: errors in the protocol that they seem to speak. */
  nobody(request: RequestHead | undefined): SpokenService<Principal> {
    return this.#nobody.get(request ? protocolOf(request) : 'rest-json')!;
  }
}

const nothing: ServiceDescription = {
  id: '',
  apiVersion: '',
  target: '',
  xmlNamespace: '',
  namespace: '',
  queryCompatible: false,
  operations: new Map(),
  errors: new Map(),
};
