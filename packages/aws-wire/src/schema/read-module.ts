import { NormalizedSchema } from '@smithy/core/schema';
import type {
  ErrorDescription,
  HttpBinding,
  Location,
  Member,
  OperationDescription,
  ServiceDescription,
  Shape,
  StructureShape,
  TimestampFormat,
} from './description.js';

/**
 * Reads the schemas that an SDK client exports into our own description. The only file that knows the SDK's array form; that form is
 * the SDK's own affair, so its version is pinned and this file's test counts what is read.
 */
export function readModule(module: object): ServiceDescription {
  const exported = module as Readonly<Record<string, unknown>>;
  const shapes = new ShapeReader();
  const operations = new Map<string, OperationDescription>();
  const errors = new Map<string, ErrorDescription>();
  for (const [key, value] of Object.entries(exported)) {
    if (!key.endsWith('$') || !Array.isArray(value)) continue;
    const tag = value[0] as number;
    if (tag === OPERATION) {
      const operation = readOperation(value as unknown as OperationArray, shapes);
      operations.set(operation.name, operation);
    } else if (tag === ERROR && !String(value[1]).startsWith(SYNTHETIC)) {
      const error = readError(value as unknown as StructureArray, shapes);
      errors.set(error.name, error);
    }
  }
  for (const error of [...errors.values()]) if (!errors.has(error.queryCode)) errors.set(error.queryCode, error);
  return { ...readSettings(exported), operations, errors };
}

const OPERATION = 9;
const ERROR = -3;
const SYNTHETIC = 'smithy.ts.sdk.synthetic';

/** `[9, namespace, name, traits, input, output]`, input and output being functions that give a structure's array or `"unit"`. */
type OperationArray = readonly [9, string, string, Traits | number, unknown, unknown];
/** `[3 | -3 | 4, namespace, name, traits, member names, member schemas, number of required members]`. */
type StructureArray = readonly [number, string, string, Traits | number, readonly string[], readonly unknown[], number?];

interface Traits {
  readonly http?: readonly [method: string, path: string, status: number];
  /** A prefix of the host name: the operation is served elsewhere. */
  readonly endpoint?: readonly [string];
  readonly eventHeader?: 1;
  readonly eventPayload?: 1;
  readonly httpLabel?: 1;
  readonly httpPayload?: 1;
  readonly httpResponseCode?: 1;
  readonly httpQueryParams?: 1;
  readonly httpHeader?: string;
  readonly httpQuery?: string;
  readonly httpPrefixHeaders?: string;
  readonly jsonName?: string;
  readonly xmlName?: string;
  readonly xmlFlattened?: 1;
  readonly xmlAttribute?: 1;
  readonly xmlNamespace?: string | readonly [prefix: string, uri: string];
  readonly sensitive?: 1;
  readonly streaming?: 1;
  readonly idempotencyToken?: 1;
  readonly error?: 'client' | 'server';
  readonly httpError?: number;
  readonly awsQueryError?: readonly [code: string, status: number];
}

function readOperation([, , name, traits, input, output]: OperationArray, shapes: ShapeReader): OperationDescription {
  return {
    name,
    http: typeof traits === 'object' && traits.http && !traits.endpoint ? readHttp(traits.http) : undefined,
    input: shapes.structure(input, `${name}Input`),
    output: shapes.structure(output, `${name}Output`),
  };
}

function readHttp([method, template, successStatus]: readonly [string, string, number]): HttpBinding {
  const [path = '/', query = ''] = template.split('?');
  const literals = [...new URLSearchParams(query)].filter(([name]) => name !== clientsOwnParameter);
  return { method, path, query: literals, successStatus };
}

/** What the SDK adds so that its own logs can be told apart; clients of other languages leave it out. */
const clientsOwnParameter = 'x-id';

function readError(schema: StructureArray, shapes: ShapeReader): ErrorDescription {
  const traits = schema[3] as Traits;
  const fault = traits.error ?? 'client';
  return {
    name: schema[2],
    queryCode: traits.awsQueryError?.[0] ?? schema[2],
    status: traits.httpError ?? (fault === 'client' ? 400 : 500),
    fault,
    shape: shapes.structure(schema, schema[2]),
  };
}

interface ClientConfig {
  readonly serviceId?: string;
  readonly apiVersion?: string;
  readonly protocolSettings?: {
    readonly defaultNamespace?: string;
    readonly xmlNamespace?: string;
    readonly serviceTarget?: string;
    readonly awsQueryCompatible?: boolean;
  };
}

/** The settings that are no schema's are those a client of the module is configured with. */
function readSettings(exported: Readonly<Record<string, unknown>>): Omit<ServiceDescription, 'operations' | 'errors'> {
  const name = Object.keys(exported).find((key) => /^[A-Za-z0-9]+Client$/.test(key));
  if (name === undefined) throw new Error('not the module of an AWS SDK client: it exports no class named …Client');
  const Client = exported[name] as new (input: object) => { readonly config: ClientConfig; destroy(): void };
  const client = new Client({ region: 'us-east-1', credentials: { accessKeyId: 'none', secretAccessKey: 'none' } });
  const { serviceId, apiVersion, protocolSettings } = client.config;
  client.destroy();
  if (serviceId === undefined || apiVersion === undefined || protocolSettings === undefined) {
    throw new Error(`${name} has no protocol settings`);
  }
  return {
    id: serviceId,
    apiVersion,
    target: protocolSettings.serviceTarget ?? '',
    xmlNamespace: protocolSettings.xmlNamespace ?? '',
    namespace: protocolSettings.defaultNamespace ?? '',
    queryCompatible: protocolSettings.awsQueryCompatible ?? false,
  };
}

/** Shapes refer to each other in circles: each is built once, and its members only after it is known. */
class ShapeReader {
  readonly #known = new Map<unknown, Shape>();

  structure(ref: unknown, nameIfNone: string): StructureShape {
    const schema = NormalizedSchema.of(ref as never);
    if (schema.isUnitSchema()) return { kind: 'structure', name: nameIfNone, xmlName: nameIfNone, union: false, members: [] };
    const shape = this.#shape(schema);
    if (shape.kind !== 'structure') throw new Error(`${nameIfNone} is no structure but a ${shape.kind}`);
    return shape;
  }

  #shape(schema: NormalizedSchema): Shape {
    const simple = simpleShape(schema);
    if (simple) return simple;
    const key = schema.getSchema();
    const known = typeof key === 'object' ? this.#known.get(key) : undefined;
    if (known) return known;
    if (schema.isStructSchema()) return this.#remember(key, this.#emptyStructure(schema), (shape) => this.#fill(shape, schema));
    const name = typeof key === 'object' ? schema.getName() : undefined;
    if (schema.isListSchema()) {
      return this.#remember(key, { kind: 'list', name } as Shape, (shape) =>
        Object.assign(shape, { member: this.#member('member', schema.getValueSchema()) }),
      );
    }
    if (schema.isMapSchema()) {
      return this.#remember(key, { kind: 'map', name } as Shape, (shape) =>
        Object.assign(shape, {
          key: this.#member('key', schema.getKeySchema()),
          value: this.#member('value', schema.getValueSchema()),
        }),
      );
    }
    throw new Error(`a schema of a kind not known here: ${schema.getName(true)}`);
  }

  #remember(key: unknown, shape: Shape, fill: (shape: Shape) => void): Shape {
    if (typeof key === 'object') this.#known.set(key, shape);
    fill(shape);
    return shape;
  }

  #emptyStructure(schema: NormalizedSchema): StructureShape {
    const name = schema.getName() ?? '';
    const { xmlName = name } = schema.getMergedTraits() as Traits;
    return { kind: 'structure', name, xmlName, union: schema.isUnionSchema(), members: [] };
  }

  #fill(shape: Shape, schema: NormalizedSchema): void {
    const members = (shape as StructureShape).members as Member[];
    // The required members stand first, and the array ends with their number.
    const [, , , , , , required = 0] = schema.getSchema() as unknown as StructureArray;
    for (const [name, member] of schema.structIterator()) members.push(this.#member(name, member, members.length < required));
  }

  #member(name: string, schema: NormalizedSchema, required = false): Member {
    const traits = schema.getMergedTraits() as Traits;
    return {
      name,
      shape: this.#shape(schema),
      location: locationOf(name, traits),
      jsonName: traits.jsonName ?? name,
      xmlName: traits.xmlName ?? name,
      xmlFlattened: traits.xmlFlattened !== undefined,
      xmlAttribute: traits.xmlAttribute !== undefined,
      xmlNamespace: readNamespace(traits.xmlNamespace),
      sensitive: traits.sensitive !== undefined,
      streaming: schema.isStreaming(),
      idempotencyToken: traits.idempotencyToken !== undefined,
      required,
      eventPart: traits.eventHeader ? 'header' : traits.eventPayload ? 'payload' : undefined,
    };
  }
}

function readNamespace(trait: Traits['xmlNamespace']): Member['xmlNamespace'] {
  if (trait === undefined) return undefined;
  return typeof trait === 'string' ? { prefix: undefined, uri: trait } : { prefix: trait[0], uri: trait[1] };
}

const timestampFormats: Readonly<Record<number, TimestampFormat | undefined>> = {
  5: 'date-time',
  6: 'http-date',
  7: 'epoch-seconds',
};

function simpleShape(schema: NormalizedSchema): Shape | undefined {
  if (schema.isBlobSchema()) return { kind: 'blob', streaming: schema.isStreaming() };
  if (schema.isTimestampSchema()) return { kind: 'timestamp', format: timestampFormats[schema.getSchema() as number] };
  if (schema.isStringSchema()) return { kind: 'string' };
  if (schema.isBooleanSchema()) return { kind: 'boolean' };
  if (schema.isNumericSchema()) return { kind: 'number' };
  if (schema.isBigIntegerSchema()) return { kind: 'bigInteger' };
  if (schema.isBigDecimalSchema()) return { kind: 'bigDecimal' };
  if (schema.isDocumentSchema()) return { kind: 'document' };
  return undefined;
}

function locationOf(name: string, traits: Traits): Location {
  if (traits.httpLabel) return { in: 'label', name };
  if (traits.httpQuery !== undefined) return { in: 'query', name: traits.httpQuery };
  if (traits.httpHeader !== undefined) return { in: 'header', name: traits.httpHeader };
  if (traits.httpPrefixHeaders !== undefined) return { in: 'prefixHeaders', name: traits.httpPrefixHeaders };
  if (traits.httpQueryParams) return { in: 'queryParams' };
  if (traits.httpResponseCode) return { in: 'status' };
  if (traits.httpPayload) return { in: 'payload' };
  return { in: 'body' };
}
