import { z } from 'zod';
import { CannotStart } from '../cannot-start.js';
import { Address } from './address.js';

const address = (fallback: string) =>
  z
    .string()
    .default(fallback)
    .transform((text, context) => {
      const parsed = Address.parse(text);
      if (parsed) return parsed;
      context.addIssue({ code: 'custom', message: 'must be host:port' });
      return z.NEVER;
    });

const variables = z.object({
  HEARTH_LISTEN: address('127.0.0.1:4566'),
  HEARTH_CONSOLE_LISTEN: address('127.0.0.1:4567'),
  HEARTH_PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  HEARTH_CONSOLE_URL: z.url({ protocol: /^https?$/ }).optional(),
  HEARTH_TLS_CERTIFICATE: z.string().optional(),
  HEARTH_HOME: z.string().startsWith('/', 'must be an absolute path').optional(),
  HEARTH_DOT_HEARTH: z.string().startsWith('/', 'must be an absolute path').optional(),
  HEARTH_SANDBOX: z.enum(['auto', 'crun', 'runc', 'bwrap']).default('auto'),
  HEARTH_MASTER_KEY: z
    .base64()
    .refine((text) => Buffer.from(text, 'base64').length === 32, 'must be 32 bytes in base64')
    .optional(),
  HEARTH_ACCOUNT_ID: z
    .string()
    .regex(/^\d{12}$/, 'must be 12 digits')
    .optional(),
  HEARTH_ACCESS_KEY_ID: z
    .string()
    .regex(/^\w{16,128}$/, 'must be 16 to 128 letters and digits')
    .optional(),
  HEARTH_SECRET_ACCESS_KEY: z.string().min(40, 'must have at least 40 characters').optional(),
  HEARTH_ADMIN_PASSWORD: z.string().min(8, 'must have at least 8 characters').optional(),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  REDIS_URL: z.url({ protocol: /^rediss?$/ }).optional(),
});

const schema = variables
  .refine(({ HEARTH_TLS_CERTIFICATE, HEARTH_PUBLIC_URL }) => !HEARTH_TLS_CERTIFICATE || HEARTH_PUBLIC_URL?.startsWith('https:'), {
    path: ['HEARTH_PUBLIC_URL'],
    message: 'must be set with HEARTH_TLS_CERTIFICATE, to an https URL with the name of the certificate',
  })
  .refine(({ HEARTH_LISTEN, HEARTH_CONSOLE_LISTEN }) => HEARTH_LISTEN.port !== HEARTH_CONSOLE_LISTEN.port, {
    path: ['HEARTH_CONSOLE_LISTEN'],
    message: 'must have another port than HEARTH_LISTEN',
  });

export type Settings = z.infer<typeof variables>;

/** What the environment says about how to start. A wrong value stops the start; all wrong ones are named at once. */
export function settings(env: NodeJS.ProcessEnv): Settings {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const wrong = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new CannotStart(`These environment variables are wrong:\n  ${wrong.join('\n  ')}`, '.env.example explains every one.');
}
