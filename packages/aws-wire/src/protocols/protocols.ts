import type { RequestHead } from '../routing/received-request.js';
import { awsJson } from './aws-json.js';
import type { MakeProtocol, ProtocolName } from './protocol.js';
import { query } from './query.js';
import { restJson } from './rest-json.js';
import { restXml } from './rest-xml.js';
import { rpcV2Cbor } from './rpc-v2-cbor.js';

/** Every protocol that can be spoken here. */
export const protocols: Readonly<Record<ProtocolName, MakeProtocol>> = {
  'rest-json': restJson,
  query,
  'json-1.0': awsJson('1.0'),
  'json-1.1': awsJson('1.1'),
  'rpc-v2-cbor': rpcV2Cbor,
  'rest-xml': restXml,
};

/** The protocol that a request's headers show; a request that shows none is taken for REST-JSON, whose bodies may be anything. */
export function protocolOf({ headers, query: parameters }: RequestHead): ProtocolName {
  if (headers['smithy-protocol'] === 'rpc-v2-cbor') return 'rpc-v2-cbor';
  const contentType = headers['content-type'] ?? '';
  if (headers['x-amz-target'] !== undefined) return contentType.includes('json-1.0') ? 'json-1.0' : 'json-1.1';
  if (contentType.startsWith('application/x-www-form-urlencoded') || parameters.some(([name]) => name === 'Action'))
    return 'query';
  return 'rest-json';
}
