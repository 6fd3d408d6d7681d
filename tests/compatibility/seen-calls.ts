/** What the API's access log of a run of the tests says of one operation. */
interface SeenOperation {
  /** Those that were answered with a success. */
  readonly clients: readonly Client[];
  /** The errors that anybody was refused with. */
  readonly errors: readonly string[];
}

/** By signing name and operation, everything in order. */
export type SeenCalls = Readonly<Record<string, Readonly<Record<string, SeenOperation>>>>;

export type Client = 'aws-cli' | 'aws-sdk-js' | 'boto3';

const userAgents: Record<Client, RegExp> = {
  'aws-cli': /^aws-cli\//,
  'aws-sdk-js': /^aws-sdk-js\/3\./,
  boto3: /^Boto3\//,
};

interface LogLine {
  readonly msg?: string;
  readonly service?: string;
  readonly operation?: string;
  readonly status: number;
  readonly code?: string;
  readonly userAgent?: string;
}

/** Sums up access logs, line by line; lines of anything else are passed over. */
export function seenCalls(lines: Iterable<string>): SeenCalls {
  const seen = new Map<string, Map<string, { clients: Set<Client>; errors: Set<string> }>>();
  for (const line of lines) {
    const { msg, service, operation, status, code, userAgent = '' } = read(line);
    if (msg !== 'Answered' || !service || !operation) continue;
    const used = status < 400 ? clientsOf(userAgent) : [];
    const refusedWith = status >= 400 && status < 500 && code ? [code] : [];
    if (used.length + refusedWith.length === 0) continue;
    const operations = entry(seen, service, () => new Map());
    const { clients, errors } = entry(operations, operation, () => ({ clients: new Set(), errors: new Set() }));
    for (const client of used) clients.add(client);
    for (const error of refusedWith) errors.add(error);
  }
  return ordered(seen, (operations) =>
    ordered(operations, ({ clients, errors }) => ({ clients: [...clients].sort(), errors: [...errors].sort() })),
  );
}

function clientsOf(userAgent: string): Client[] {
  return (Object.keys(userAgents) as Client[]).filter((client) => userAgents[client].test(userAgent));
}

/** The last line of a process that was killed may be half a line. */
function read(line: string): LogLine | { readonly [none in keyof LogLine]: undefined } {
  try {
    return JSON.parse(line);
  } catch {
    return {} as { readonly [none in keyof LogLine]: undefined };
  }
}

function entry<V>(map: Map<string, V>, key: string, fresh: () => V): V {
  const value = map.get(key) ?? fresh();
  map.set(key, value);
  return value;
}

function ordered<V, W>(map: ReadonlyMap<string, V>, present: (value: V) => W): Record<string, W> {
  return Object.fromEntries([...map].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, value]) => [key, present(value)]));
}
