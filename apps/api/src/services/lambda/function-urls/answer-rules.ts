import type { AnswerHead } from '@hearth/lambda';

/** What a URL's place allows its function to say. */
export interface AnswerRules {
  /** The URL has rules of its own for other origins: those of its function do not count. */
  readonly ownCors: boolean;
  /** The URL is a path below a host that serves others too, the console perhaps. */
  readonly sharesHost: boolean;
}

/** On a shared host browsers treat a function's page as a stranger: no cookies either way, no scripts in the name of the host. */
export const sharedHostHeaders = { 'content-security-policy': 'sandbox allow-scripts allow-forms' } as const;

const ofTheHost = new Set(['set-cookie', 'clear-site-data', 'strict-transport-security', 'service-worker-allowed']);

/** The head without what is not the function's to say. */
export function allowedHead({ status, headers, cookies }: AnswerHead, { ownCors, sharesHost }: AnswerRules): AnswerHead {
  const isAllowed = (name: string) => !(ownCors && name.startsWith('access-control-')) && !(sharesHost && ofTheHost.has(name));
  return {
    status,
    headers: Object.fromEntries(Object.entries(headers).filter(([name]) => isAllowed(name))),
    cookies: sharesHost ? [] : cookies,
  };
}
