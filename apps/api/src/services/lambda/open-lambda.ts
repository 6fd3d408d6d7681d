import type { Call, Service } from '@hearth/aws-wire';
import type { Invocations, Provisioning } from '@hearth/dispatch';
import type { Principal, RolePassing } from '@hearth/iam';
import {
  AliasEditor,
  type Blobs,
  type CodeObjects,
  type EventIntake,
  EventInvokeConfigEditor,
  FunctionEditor,
  FunctionReader,
  type FunctionResolver,
  findTaggedFunction,
  type InvokePermissions,
  type LambdaFunction,
  PackageIntake,
  type Quotas,
  RecursionGuard,
  type RememberedConcurrencySettings,
  ResourceTags,
  RuntimeManager,
  VersionPublisher,
  VersionSettler,
} from '@hearth/lambda';
import {
  PostgresAccountUsage,
  PostgresAliases,
  PostgresConcurrencySettings,
  type PostgresConnection,
  PostgresEventInvokeConfigs,
  PostgresFunctionResolver,
  PostgresFunctions,
  PostgresFunctionVersions,
  PostgresUnsettledVersions,
  type SecretBox,
} from '@hearth/postgres';
import type { RedisBroadcast } from '@hearth/redis';
import type { InvocationMetrics } from '@hearth/telemetry';
import type { FunctionUrlDoor } from '../../front-door/function-url-door.js';
import type { PackageLinks } from '../s3/index.js';
import { type AccessIdentity, openAccess } from './access/open-access.js';
import { openCodeSigning } from './code-signing/open-code-signing.js';
import { openConcurrency } from './concurrency/open-concurrency.js';
import { FunctionChanges } from './function-changes.js';
import { openFunctionUrls, type UrlIdentity } from './function-urls/open-function-urls.js';
import { accountHandlers } from './functions/account-handlers.js';
import { aliasHandlers } from './functions/alias-handlers.js';
import { functionHandlers } from './functions/function-handlers.js';
import { functionScalingHandlers } from './functions/function-scaling-handlers.js';
import { listHandlers } from './functions/list-handlers.js';
import { recursionHandlers } from './functions/recursion-handlers.js';
import { runtimeManagementHandlers } from './functions/runtime-management-handlers.js';
import { tagHandlers } from './functions/tag-handlers.js';
import { versionHandlers } from './functions/version-handlers.js';
import { WorkerPreparer } from './functions/worker-preparer.js';
import { CachedFunctionResolver } from './invocation/cached-function-resolver.js';
import { eventInvokeConfigHandlers } from './invocation/event-invoke-config-handlers.js';
import { invokeHandlers } from './invocation/invoke-handlers.js';
import { Invoker } from './invocation/invoker.js';
import { streamHandlers } from './invocation/stream-handlers.js';
import { lambdaService } from './lambda-service.js';
import { openLayers } from './layers/open-layers.js';
import { type MappingIdentity, openMappings } from './mappings/open-mappings.js';
import { refusedHandlers } from './refused-operations.js';

export interface LambdaParts {
  readonly connection: PostgresConnection;
  readonly secretBox: SecretBox;
  readonly blobs: Blobs;
  readonly links: PackageLinks;
  readonly broadcast: RedisBroadcast;
  readonly quotas: Quotas;
  /** Objects in S3 as the caller may read them. */
  readonly objectsFor: (call: Call<Principal>) => CodeObjects;
  readonly passRole: Pick<RolePassing, 'check'>;
  readonly identity: AccessIdentity & MappingIdentity & UrlIdentity;
  /** Of which each holds its unit of concurrency. */
  readonly invocations: Invocations;
  readonly concurrency: RememberedConcurrencySettings;
  readonly provisioning: Provisioning;
  readonly events: EventIntake;
  readonly metrics: Pick<InvocationMetrics, 'recordThrottle' | 'recordSignatureError'>;
  /** The address of a function URL. */
  readonly addressOf: (urlId: string, region: string) => string;
  readonly onError: (error: unknown) => void;
  readonly onUrlError: (error: unknown) => void;
}

export interface Lambda {
  readonly service: Service<Principal>;
  readonly invokePermissions: InvokePermissions<Principal>;
  readonly resolver: FunctionResolver;
  readonly functionUrls: FunctionUrlDoor;
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
  const access = openAccess(connection, functions, parts.identity);
  const urls = openFunctionUrls(connection, { functions, aliases, ...parts });
  const changes = new FunctionChanges([resolver, access.inForce, urls.remembered], parts.broadcast);
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
  const account = new PostgresAccountUsage(connection);
  const packages = new PackageIntake(parts.blobs, parts.quotas, account);
  const editor = new FunctionEditor(reader, functions, versions, packages);
  const publisher = new VersionPublisher(reader, functions, versions, aliases, packages);
  const layers = openLayers(connection, parts.blobs, packages);
  const codeSigning = openCodeSigning(connection, reader, parts.metrics);
  const mappings = openMappings(connection, reader, parts.identity, parts.onError);
  const aliasEditor = new AliasEditor(reader, aliases);
  const concurrency = openConcurrency(connection, { ...parts, secretBox, reader, aliases: aliasEditor });
  const invoker = new Invoker(resolver, parts.invocations, parts.metrics);
  const handlers = {
    ...functionHandlers({
      reader,
      editor,
      publisher,
      ...parts,
      layers: layers.attach,
      signing: codeSigning.signing,
      authorizer: parts.identity.authorizer,
      reservations: concurrency.reservations,
      changed,
    }),
    ...listHandlers(reader, functions, versions),
    ...versionHandlers(publisher, changed),
    ...aliasHandlers(reader, aliasEditor, aliases, changed),
    ...tagHandlers(
      new ResourceTags({
        function: findTaggedFunction(reader, functions),
        'code-signing-config': codeSigning.findTagged,
        'event-source-mapping': mappings.findTagged,
      }),
    ),
    ...recursionHandlers(new RecursionGuard(reader, functions)),
    ...runtimeManagementHandlers(new RuntimeManager(reader, versions)),
    ...accountHandlers(parts.quotas, account, new PostgresConcurrencySettings(connection)),
    ...eventInvokeConfigHandlers(new EventInvokeConfigEditor(reader, new PostgresEventInvokeConfigs(connection))),
    ...concurrency.handlers,
    ...invokeHandlers(invoker, parts.events),
    ...streamHandlers(invoker),
    ...urls.handlers(changed),
    ...access.handlers(changed),
    ...mappings.handlers,
    ...codeSigning.handlers,
    ...functionScalingHandlers(reader),
    ...refusedHandlers(),
    ...layers.handlers(parts),
  };
  return {
    service: lambdaService(handlers, access.lookups),
    invokePermissions: access.invokePermissions,
    resolver,
    functionUrls: urls.door(invoker, access.invokePermissions),
    async start() {
      await changes.listen();
      settler.start();
      concurrency.keeper.start();
      mappings.settler.start();
    },
    async drain() {
      await Promise.all([settler.drain(), concurrency.keeper.drain(), mappings.settler.drain()]);
    },
  };
}
