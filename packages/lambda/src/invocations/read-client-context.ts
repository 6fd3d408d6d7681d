import { LambdaError } from '../lambda-error.js';

/** https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
const clientContextBytesMax = 3583;

/** The JSON text within X-Amz-Client-Context. */
export function readClientContext(base64: string): string {
  if (base64.length > clientContextBytesMax) throw refusal(`Client context must not exceed ${clientContextBytesMax} bytes.`);
  const text = /^[A-Za-z0-9+/]*={0,2}$/.test(base64) ? Buffer.from(base64, 'base64').toString() : '';
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return text;
  } catch {}
  throw refusal('Client context must be a valid Base64-encoded JSON object.');
}

const refusal = (message: string) => new LambdaError('InvalidRequestContentException', message);
