export type ProtocolName = 'rest-json' | 'query' | 'json-1.0' | 'json-1.1' | 'rpc-v2-cbor';
