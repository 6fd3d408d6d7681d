/** What a recording's placeholders stand for in this run, such as `{ 'function-name:1': 'orders' }`. */
export type Values = Readonly<Record<string, string>>;

const everywhere: Values = { partition: 'aws', region: 'us-east-1', 'account-id': '111111111111' };

/** `x*64` in a recording is the character repeated. */
const repeated = /(?<=^|['"`[( ])([a-zA-Z0-9])\*(\d{2,})(?=$|['"`\]) ])/g;
const placeholder = /<([a-zA-Z][\w-]*(?::\d+)?)>/g;

/** A recorded text as a pattern: known placeholders stand for their value, others for any name. */
export function patternOf(recorded: string, values: Values = {}): RegExp {
  const known: Values = { ...everywhere, ...values };
  const text = recorded.replace(repeated, (_all, character: string, count: string) => character.repeat(Number(count)));
  let pattern = '';
  let end = 0;
  for (const match of text.matchAll(placeholder)) {
    const value = known[match[1]!] ?? known[match[1]!.replace(/:\d+$/, '')];
    pattern += literally(text.slice(end, match.index)) + (value === undefined ? '[^\\s"\']+?' : literally(value));
    end = match.index + match[0].length;
  }
  return new RegExp(`^${pattern}${literally(text.slice(end))}$`, 's');
}

/** How an answer differs from a recorded one, member by member; empty when it does not. */
export function differences(actual: unknown, recorded: unknown, values: Values = {}, path = '$'): string[] {
  if (isAnything(recorded)) return actual === undefined || actual === null ? [`${path} is missing`] : [];
  if (Array.isArray(recorded)) {
    if (!Array.isArray(actual)) return [`${path} is not a list but ${show(actual)}`];
    if (actual.length !== recorded.length) return [`${path} has ${actual.length} items, not ${recorded.length}: ${show(actual)}`];
    return recorded.flatMap((item, index) => differences(actual[index], item, values, `${path}[${index}]`));
  }
  if (isObject(recorded)) {
    // Recordings show JSON texts parsed.
    const text = actual instanceof Uint8Array ? Buffer.from(actual).toString() : actual;
    const found = typeof text === 'string' ? parsed(text) : text;
    if (!isObject(found)) return [`${path} is not an object but ${show(actual)}`];
    const expected = Object.fromEntries(Object.entries(recorded).map(([name, value]) => [named(name, values), value]));
    return [
      ...Object.keys(expected).flatMap((name) =>
        found[name] === undefined
          ? [`${path}.${name} is missing`]
          : differences(found[name], expected[name], values, `${path}.${name}`),
      ),
      ...Object.keys(found).flatMap((name) =>
        name in expected || found[name] === undefined ? [] : [`${path}.${name} is not in AWS's answer: ${show(found[name])}`],
      ),
    ];
  }
  if (typeof recorded === 'string') {
    // An empty payload is none to the client.
    const text = actual instanceof Uint8Array ? Buffer.from(actual).toString() : String(actual ?? '');
    return patternOf(recorded, values).test(text) ? [] : [`${path} is ${show(actual)}, not ${recorded}`];
  }
  return Object.is(actual, recorded) ? [] : [`${path} is ${show(actual)}, not ${show(recorded)}`];
}

/** Recorders write words for what differs at each call: times, sizes, hashes. */
const words = new Set(['date', 'datetime', 'code-sha256', 'code-size', 'log-result', 'location', 'lambda-url']);
const isAnything = (recorded: unknown) =>
  typeof recorded === 'string' &&
  (words.has(recorded) || /^<(date|datetime|code-size|code-sha256|location|layer-location|log-result)(:\d+)?>$/.test(recorded));

const named = (name: string, values: Values) => name.replace(placeholder, (all, key: string) => values[key] ?? all);
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  !(value instanceof Date) &&
  !(value instanceof Uint8Array);
const literally = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const show = (value: unknown) => JSON.stringify(value)?.slice(0, 300);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
