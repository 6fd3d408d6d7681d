// Plain JavaScript, because server.mjs needs it before anything is compiled.
import { z } from 'zod';

const address = z
  .string()
  .regex(/^(\[[0-9a-f:.]+\]|[^:\s]+):\d{1,5}$/i, 'must be host:port, such as 127.0.0.1:4567')
  .transform((text) => {
    const colon = text.lastIndexOf(':');
    return { host: text.slice(0, colon).replace(/^\[|\]$/g, ''), port: Number(text.slice(colon + 1)) };
  });
const secret = z
  .base64('must be base64')
  .transform((text) => new Uint8Array(Buffer.from(text, 'base64')))
  .refine((bytes) => bytes.length === 32, 'must be 32 bytes in base64');
const url = z.url({ protocol: /^https?$/, error: 'must be an http or https URL' });

const variables = z.object({
  HEARTH_API_URL: url.default('http://127.0.0.1:4566'),
  HEARTH_PUBLIC_URL: url.optional(),
  HEARTH_CONSOLE_LISTEN: address.prefault('127.0.0.1:4567'),
  HEARTH_CONSOLE_URL: url.optional(),
  HEARTH_CONSOLE_SECRET: secret,
});

/**
 * The console's settings, from the environment. Throws one error that names every wrong variable.
 *
 * @param {Record<string, string | undefined>} environment
 */
export function readConfig(environment) {
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const { success, data, error } = variables.safeParse(set);
  if (!success) {
    const wrong = error.issues.map((issue) => `  ${String(issue.path[0])}: ${issue.message}`);
    throw new Error(`the console cannot start, its environment is wrong:\n${wrong.join('\n')}`);
  }
  return {
    /** Where the console's server side finds the API. */
    apiUrl: data.HEARTH_API_URL,
    /** What people use to reach the API: shown in CLI lines. */
    publicApiUrl: data.HEARTH_PUBLIC_URL ?? data.HEARTH_API_URL,
    listen: data.HEARTH_CONSOLE_LISTEN,
    /** Browsers reach the console over TLS: its cookies are marked Secure. */
    overTls: data.HEARTH_CONSOLE_URL?.startsWith('https:') ?? false,
    /** 32 bytes that seal the session cookie. */
    sessionSecret: data.HEARTH_CONSOLE_SECRET,
  };
}
