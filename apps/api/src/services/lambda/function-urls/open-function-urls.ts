import { RequestSignatures } from '@hearth/aws-wire';
import type { Principal } from '@hearth/iam';
import { type Aliases, type Functions, FunctionUrlEditor, type InvokePermissions, type LambdaFunction } from '@hearth/lambda';
import { type Identity, type PostgresConnection, PostgresFunctionUrls } from '@hearth/postgres';
import type { Invoker } from '../invocation/invoker.js';
import { CachedUrls } from './cached-urls.js';
import { functionUrlHandlers } from './function-url-handlers.js';
import { FunctionUrlServer } from './function-url-server.js';
import { UrlGate } from './url-gate.js';
import { UrlInvocations } from './url-invocations.js';

export type UrlIdentity = Pick<Identity, 'accessKeys'>;

export interface UrlParts {
  readonly functions: Functions;
  readonly aliases: Aliases;
  readonly identity: UrlIdentity;
  /** The address of a URL. */
  readonly addressOf: (urlId: string, region: string) => string;
  readonly onUrlError: (error: unknown) => void;
}

/** Puts together the URLs of functions: what they are, and what answers them. */
export function openFunctionUrls(connection: PostgresConnection, { functions, aliases, ...parts }: UrlParts) {
  const stored = new PostgresFunctionUrls(connection);
  const remembered = new CachedUrls(stored);
  const editor = new FunctionUrlEditor(functions, aliases, stored);
  const signatures = new RequestSignatures<Principal>(parts.identity.accessKeys);
  return {
    remembered,
    handlers: (changed: (fn: LambdaFunction) => void) => functionUrlHandlers(editor, parts.addressOf, changed),
    door: (invoker: Invoker, permissions: InvokePermissions<Principal>) =>
      new FunctionUrlServer(remembered, new UrlGate(signatures, permissions), new UrlInvocations(invoker), parts.onUrlError),
  };
}
