/** The head of an HTTP answer as a function gave it, fit to be sent. */
export interface AnswerHead {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies: readonly string[];
}

/** What belongs to one connection or says how long the body is: neither is the function's to say. */
const withheld = new Set([
  'connection',
  'content-length',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
/** No line breaks, no control characters: nothing that would end a header early. */
const fieldValue = /^[\t\x20-\x7e\x80-\xff]*$/;

/** Undefined when a status, a header or a cookie is not what HTTP allows. */
export function answerHead({
  statusCode = 200,
  headers = {},
  cookies = [],
}: Readonly<Record<string, unknown>>): AnswerHead | undefined {
  const status = typeof statusCode === 'string' && /^\d{3}$/.test(statusCode) ? Number(statusCode) : statusCode;
  if (typeof status !== 'number' || !Number.isInteger(status) || status < 200 || status > 599) return undefined;
  if (headers === null || typeof headers !== 'object' || Array.isArray(headers)) return undefined;
  if (!Array.isArray(cookies) || !cookies.every((cookie) => typeof cookie === 'string' && fieldValue.test(cookie)))
    return undefined;
  const sendable = Object.create(null) as Record<string, string>;
  for (const [name, given] of Object.entries(headers)) {
    const value = headerText(given);
    if (value === undefined || !token.test(name) || !fieldValue.test(value)) return undefined;
    if (!withheld.has(name.toLowerCase())) sendable[name.toLowerCase()] = value;
  }
  return { status, headers: sendable, cookies };
}

function headerText(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}
