import type { Service } from '@hearth/aws-wire';
import type { Invocations } from '@hearth/dispatch';
import type { Principal, RolePassing } from '@hearth/iam';
import {
  AliasEditor,
  type Blobs,
  type EventIntake,
  FunctionEditor,
  FunctionReader,
  FunctionTags,
  type LambdaFunction,
  VersionPublisher,
  VersionSettler,
} from '@hearth/lambda';
import {
  PostgresAliases,
  type PostgresConnection,
  PostgresFunctionResolver,
  PostgresFunctions,
  PostgresFunctionVersions,
  PostgresUnsettledVersions,
  type SecretBox,
} from '@hearth/postgres';
import type { RedisBroadcast } from '@hearth/redis';
import type { InvocationMetrics } from '@hearth/telemetry';
import type { CodeLinks } from '../../code-download/code-links.js';
import { accountHandlers } from './account-handlers.js';
import { aliasHandlers } from './alias-handlers.js';
import { CachedFunctionResolver } from './cached-function-resolver.js';
import { FunctionChanges } from './function-changes.js';
import { functionHandlers } from './function-handlers.js';
import { Invoker } from './invocation/invoker.js';
import { invokeHandlers } from './invoke-handlers.js';
import { lambdaService } from './lambda-service.js';
import { listHandlers } from './list-handlers.js';
import { streamHandlers } from './stream-handlers.js';
import { tagHandlers } from './tag-handlers.js';
import { versionHandlers } from './version-handlers.js';
import { WorkerPreparer } from './worker-preparer.js';

export interface LambdaParts {
  readonly connection: PostgresConnection;
  readonly secretBox: SecretBox;
  readonly blobs: Blobs;
  readonly links: CodeLinks;
  readonly broadcast: RedisBroadcast;
  readonly passRole: Pick<RolePassing, 'check'>;
  readonly invocations: Invocations;
  readonly events: EventIntake;
  readonly metrics: Pick<InvocationMetrics, 'recordThrottle'>;
  readonly onError: (error: unknown) => void;
}

export interface Lambda {
  readonly service: Service<Principal>;
  /** Resolves once changes elsewhere are heard of; unsettled versions are taken up from now on. */
  start(): Promise<void>;
  drain(): Promise<void>;
}

/** Puts the domain of Lambda together for one process. */
export function openLambda({ connection, secretBox, ...parts }: LambdaParts): Lambda {
  const functions = new PostgresFunctions(connection, secretBox);
  const versions = new PostgresFunctionVersions(connection, secretBox);
  const aliases = new PostgresAliases(connection);
  const resolver = new CachedFunctionResolver(new PostgresFunctionResolver(connection, secretBox));
  const changes = new FunctionChanges(resolver, parts.broadcast);
  const unsettled = new PostgresUnsettledVersions(connection, secretBox);
  const settler = new VersionSettler(
    unsettled,
    new WorkerPreparer(parts.invocations),
    ({ fn }) => changes.told(fn),
    parts.onError,
  );
  const changed = (fn: LambdaFunction) => {
    changes.tell(fn);
    settler.wake();
  };

  const reader = new FunctionReader(functions, versions, aliases);
  const editor = new FunctionEditor(reader, functions, versions, parts.blobs);
  const publisher = new VersionPublisher(reader, functions, versions);
  const invoker = new Invoker(resolver, parts.invocations, parts.metrics);
  const service = lambdaService({
    ...functionHandlers(reader, editor, publisher, parts.passRole, { links: parts.links, changed }),
    ...listHandlers(reader, functions, versions),
    ...versionHandlers(publisher, changed),
    ...aliasHandlers(reader, new AliasEditor(reader, aliases), aliases, changed),
    ...tagHandlers(new FunctionTags(reader, functions)),
    ...accountHandlers(functions),
    ...invokeHandlers(invoker, parts.events),
    ...streamHandlers(invoker),
  });
  return {
    service,
    async start() {
      await changes.listen();
      settler.start();
    },
    drain: () => settler.drain(),
  };
}
