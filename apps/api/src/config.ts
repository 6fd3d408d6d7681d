import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { type ListenAddress, listenAddress } from './front-door/listen-address.js';

const url = (protocols: RegExp) => z.url({ protocol: protocols });
const httpUrl = url(/^https?$/).transform((value) => value.replace(/\/+$/, ''));

const listenForm = 'must look like 127.0.0.1:4566 or [::1]:4566';

function refuse(context: z.RefinementCtx, message: string): never {
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
}

const variables = z.object({
  DATABASE_URL: url(/^postgres(ql)?$/),
  REDIS_URL: url(/^rediss?$/),
  /** Base64 of 32 bytes: secrets at rest, session tokens and signed URLs hang on it. */
  HEARTH_MASTER_KEY: z.string().regex(/^[A-Za-z0-9+/]{43}=$/, 'must be base64 of 32 bytes; `openssl rand -base64 32` makes one'),
  /** Folder of the blob store. */
  HEARTH_BLOBS: z.string().min(1),
  HEARTH_LISTEN: z
    .string()
    .default('127.0.0.1:4566')
    .transform((given, context) => listenAddress(given) ?? refuse(context, listenForm)),
  /** Where clients reach this API: URLs in answers start with it. */
  HEARTH_PUBLIC_URL: httpUrl.default('http://127.0.0.1:4566'),
  /** Certificate and key in PEM, for listening with TLS. */
  HEARTH_TLS_CERTIFICATE: z.string().optional(),
  HEARTH_TLS_KEY: z.string().optional(),
  /**
   * Host name or address of the proxy that ends TLS in front of this API. Without TLS of its own it then listens beyond loopback, and of
   * requests that come from there it believes X-Forwarded-For and X-Forwarded-Proto.
   */
  HEARTH_TRUSTED_PROXY: z.string().min(1).optional(),
  /** What is logged; debug adds a line for every answer: who asked what, and what became of it. */
  HEARTH_LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug']).default('info'),
  /** The first account, made when it does not exist yet. */
  HEARTH_ACCOUNT_ID: z.string().regex(/^\d{12}$/, 'must be 12 digits'),
  HEARTH_ACCESS_KEY_ID: z.string().regex(/^\w{16,128}$/, 'must be 16 to 128 letters and digits'),
  HEARTH_SECRET_ACCESS_KEY: z.string().min(1),
  HEARTH_ADMIN_PASSWORD: z.string().min(8),
});

export interface ApiConfig {
  readonly databaseUrl: string;
  readonly redisUrl: string;
  readonly masterKey: string;
  readonly blobsFolder: string;
  readonly listen: ListenAddress;
  readonly publicUrl: string;
  readonly trustedProxy: string | undefined;
  readonly tls: { readonly cert: Buffer; readonly key: Buffer } | undefined;
  readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug';
  readonly firstAccount: {
    readonly accountId: string;
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly adminPassword: string;
  };
}

/** Reads the whole configuration, or throws one error that names every wrong variable and shows no value. */
export function readConfig(env: NodeJS.ProcessEnv): ApiConfig {
  const result = variables.safeParse(env);
  if (!result.success) {
    const wrong = result.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`The API cannot start, because its configuration is wrong:\n${wrong.join('\n')}`);
  }
  const given = result.data;
  const tls = readTls(given.HEARTH_TLS_CERTIFICATE, given.HEARTH_TLS_KEY);
  if (!given.HEARTH_LISTEN.isLoopback && !tls && !given.HEARTH_TRUSTED_PROXY) {
    throw new Error(
      `The API does not listen on ${given.HEARTH_LISTEN.host} in the clear: anybody on the way could read what it answers. Set HEARTH_TLS_CERTIFICATE ` +
        'and HEARTH_TLS_KEY, or name the proxy that ends TLS in HEARTH_TRUSTED_PROXY.',
    );
  }
  return {
    databaseUrl: given.DATABASE_URL,
    redisUrl: given.REDIS_URL,
    masterKey: given.HEARTH_MASTER_KEY,
    blobsFolder: given.HEARTH_BLOBS,
    listen: given.HEARTH_LISTEN,
    publicUrl: given.HEARTH_PUBLIC_URL,
    trustedProxy: given.HEARTH_TRUSTED_PROXY,
    tls,
    logLevel: given.HEARTH_LOG_LEVEL,
    firstAccount: {
      accountId: given.HEARTH_ACCOUNT_ID,
      accessKeyId: given.HEARTH_ACCESS_KEY_ID,
      secretAccessKey: given.HEARTH_SECRET_ACCESS_KEY,
      adminPassword: given.HEARTH_ADMIN_PASSWORD,
    },
  };
}

function readTls(certificate: string | undefined, key: string | undefined): ApiConfig['tls'] {
  if (!certificate && !key) return undefined;
  if (!certificate || !key) throw new Error('HEARTH_TLS_CERTIFICATE and HEARTH_TLS_KEY belong together: set both or none.');
  return { cert: readFileSync(certificate), key: readFileSync(key) };
}
