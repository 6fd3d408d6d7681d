import { type AnswerHead, answerHead } from './http-answer.js';

export interface UrlResponse extends AnswerHead {
  readonly body: Buffer;
}

/**
 * The HTTP answer that a function's result stands for: one with a `statusCode` is told in full, anything else is the body of a 200.
 * Undefined when the result is malformed. https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-response-payload
 */
export function urlResponse(payload: Uint8Array): UrlResponse | undefined {
  const result = parsed(payload);
  if (result === undefined) return undefined;
  const { value } = result;
  const told =
    isObject(value) && 'statusCode' in value ? value : { body: typeof value === 'string' ? value : JSON.stringify(value) };
  const head = answerHead(told);
  const body = bodyOf(told);
  if (!head || !body) return undefined;
  return { ...head, headers: { 'content-type': 'application/json', ...head.headers }, body };
}

function bodyOf({ body, isBase64Encoded }: Readonly<Record<string, unknown>>): Buffer | undefined {
  if (body === undefined || body === null) return Buffer.alloc(0);
  if (typeof body !== 'string') return Buffer.from(JSON.stringify(body));
  if (isBase64Encoded !== true) return Buffer.from(body);
  return /^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(body) ? Buffer.from(body, 'base64') : undefined;
}

function parsed(payload: Uint8Array): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(Buffer.from(payload).toString()) };
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
