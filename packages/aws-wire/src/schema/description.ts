/** A service of the SDK in our own words: what every other file here reads instead of the SDK's schemas. */
export interface ServiceDescription {
  /** The SDK's name of it, such as `Lambda`. */
  readonly id: string;
  readonly apiVersion: string;
  /** The prefix of `X-Amz-Target` and the service name in rpc-v2 paths. */
  readonly target: string;
  /** Of XML answers; empty where the service speaks no XML. */
  readonly xmlNamespace: string;
  /** Prefix of `__type` in JSON errors, such as `com.amazonaws.lambda`. */
  readonly namespace: string;
  /** Whether JSON errors also carry the code that Query clients know. */
  readonly queryCompatible: boolean;
  readonly operations: ReadonlyMap<string, OperationDescription>;
  /** By the SDK's name and, where it differs, by the code that Query clients know. */
  readonly errors: ReadonlyMap<string, ErrorDescription>;
}

export interface OperationDescription {
  readonly name: string;
  /** Absent in services without paths of their own (Query, JSON, CBOR). */
  readonly http: HttpBinding | undefined;
  readonly input: StructureShape;
  readonly output: StructureShape;
}

export interface HttpBinding {
  readonly method: string;
  /** Path template, such as `/2015-03-31/functions/{FunctionName}`. */
  readonly path: string;
  /** Query parameters that tell this operation from another with the same method and path; a parameter without value is an empty one. */
  readonly query: readonly (readonly [name: string, value: string])[];
  readonly successStatus: number;
}

export interface ErrorDescription {
  readonly name: string;
  /** What Query clients know the error as. */
  readonly queryCode: string;
  readonly status: number;
  readonly fault: 'client' | 'server';
  readonly shape: StructureShape;
}

export type Shape = SimpleShape | BlobShape | TimestampShape | ListShape | MapShape | StructureShape;

interface SimpleShape {
  readonly kind: 'string' | 'boolean' | 'number' | 'bigInteger' | 'bigDecimal' | 'document';
}

interface BlobShape {
  readonly kind: 'blob';
  readonly streaming: boolean;
}

export type TimestampFormat = 'date-time' | 'date-time-with-milliseconds' | 'http-date' | 'epoch-seconds';

interface TimestampShape {
  readonly kind: 'timestamp';
  /** Absent: the protocol's own default for the place where it stands. */
  readonly format: TimestampFormat | undefined;
}

interface ListShape {
  readonly kind: 'list';
  readonly name: string | undefined;
  readonly member: Member;
}

interface MapShape {
  readonly kind: 'map';
  readonly name: string | undefined;
  readonly key: Member;
  readonly value: Member;
}

export interface StructureShape {
  readonly kind: 'structure';
  readonly name: string;
  /** Of the document's root where the structure is a whole XML document. */
  readonly xmlName: string;
  readonly union: boolean;
  readonly members: readonly Member[];
}

/** Where a member stands in an HTTP message, and under which name. */
export type Location =
  | { readonly in: 'body' | 'payload' | 'status' | 'queryParams' }
  | { readonly in: 'label' | 'query' | 'header' | 'prefixHeaders'; readonly name: string };

export interface Member {
  readonly name: string;
  readonly shape: Shape;
  readonly location: Location;
  readonly jsonName: string;
  readonly xmlName: string;
  readonly xmlFlattened: boolean;
  readonly xmlAttribute: boolean;
  readonly xmlNamespace: XmlNamespace | undefined;
  readonly sensitive: boolean;
  /** A structure that travels as an event stream, or a blob of unknown length. */
  readonly streaming: boolean;
  readonly idempotencyToken: boolean;
  readonly required: boolean;
  /** Of an event in an event stream. */
  readonly eventPart: 'header' | 'payload' | undefined;
}

interface XmlNamespace {
  readonly prefix: string | undefined;
  readonly uri: string;
}
