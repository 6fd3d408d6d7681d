export { type AdditionalVersionWeights, additionalVersion } from './aliases/additional-version.js';
export { type AliasChange, AliasEditor, type AliasOfFunction, type NewAlias } from './aliases/alias-editor.js';
export type { Alias, Aliases } from './aliases/aliases.js';
export { BlobCollector, type BlobUsers, type CollectableBlobs } from './code/blob-collector.js';
export { BlobNotFoundError, type BlobReference, type Blobs, type StagedBlob } from './code/blobs.js';
export { unzippedBytesMax } from './code/check-package.js';
export { type CodeObject, type CodeObjects, codeInObject, type FoundObject } from './code/code-objects.js';
export type { CodeSource } from './code/code-source.js';
export { PackageIntake } from './code/package-intake.js';
export { entryContent } from './code/zip/zip-content.js';
export { readZipDirectory, type ZipEntry } from './code/zip/zip-directory.js';
export { BadZipError, type ZipSource, zipInStore } from './code/zip/zip-source.js';
export { ZipTree } from './code/zip/zip-tree.js';
export { CodeSigning, type NewCodeSigningConfig } from './code-signing/code-signing.js';
export { type CodeSigningConfig, codeSigningConfigArn } from './code-signing/code-signing-config.js';
export type { CodeSigningChange, CodeSigningConfigs, SignedFunctions } from './code-signing/code-signing-configs.js';
export { findTaggedCodeSigningConfig } from './code-signing/find-tagged-code-signing-config.js';
export {
  type AccountConcurrency,
  type ConcurrencySettings,
  type FunctionConcurrency,
  unreserved,
} from './concurrency/account-concurrency.js';
export { type ConcurrencyDemand, concurrencyDemand } from './concurrency/concurrency-demand.js';
export { type ConcurrencyLeases, type Held, LedgerAwayError, type Throttled } from './concurrency/concurrency-leases.js';
export { ConcurrencyProvisioner } from './concurrency/concurrency-provisioner.js';
export { ConcurrencyReserver } from './concurrency/concurrency-reserver.js';
export type { ProvisionedConcurrencies, ProvisionedSiblings } from './concurrency/provisioned-concurrencies.js';
export {
  type HeldEnvironments,
  type ProvisionedConcurrency,
  provisioningStatus,
  type WantedEnvironments,
} from './concurrency/provisioned-concurrency.js';
export { type EnvironmentKeepers, type Leadership, ProvisioningKeeper } from './concurrency/provisioning-keeper.js';
export { RememberedConcurrencySettings } from './concurrency/remembered-concurrency-settings.js';
export type { ReservedConcurrencies } from './concurrency/reserved-concurrencies.js';
export { type Throttle, throttleOf } from './concurrency/throttle.js';
export { unsupportedDestination } from './event-source-mappings/check-settings.js';
export { SourceCheck, type SourceReader } from './event-source-mappings/check-source.js';
export { type EventSource, eventSource } from './event-source-mappings/event-source.js';
export type { EventSourceMapping, MappingState } from './event-source-mappings/event-source-mapping.js';
export type { AlreadyMapped, EventSourceMappings, Kept, MappingFilter } from './event-source-mappings/event-source-mappings.js';
export type { EventSources, FoundSource } from './event-source-mappings/event-sources.js';
export { findTaggedMapping } from './event-source-mappings/find-tagged-mapping.js';
export { type MappingChange, MappingEditor, type NewMapping } from './event-source-mappings/mapping-editor.js';
export type { GivenSettings, KafkaSettings, MappingSettings, SourceAccess } from './event-source-mappings/mapping-settings.js';
export { MappingSettler } from './event-source-mappings/mapping-settler.js';
export { sourceKeys } from './event-source-mappings/source-keys.js';
export type { SourceKind } from './event-source-mappings/source-kind.js';
export { type SourceRules, sourceRules } from './event-source-mappings/source-rules.js';
export { UnservedSources, unservedSourcesReason } from './event-source-mappings/unserved-sources.js';
export { AcceptEvents } from './events/accept-events.js';
export { type Admission, admission, type WaitingEvent } from './events/admission.js';
export { functionDestination } from './events/check-destinations.js';
export { destinationRecord } from './events/destination-record.js';
export type { EventHint } from './events/event-hint.js';
export type { EventHints } from './events/event-hints.js';
export { defaultEventInvokeConfig, type EventInvokeConfig, inEffect } from './events/event-invoke-config.js';
export { EventInvokeConfigEditor, type EventsOfFunction } from './events/event-invoke-config-editor.js';
export type { ConfiguredEvents, EventInvokeConfigs } from './events/event-invoke-configs.js';
export { type EventState, statesBefore } from './events/event-life.js';
export type { EventRecord, EventRecords } from './events/event-records.js';
export type { ClaimedEvent, Ending, EventError, EventResponse, Events, OnwardEvent } from './events/events.js';
export type { GiveUpCondition } from './events/give-up-condition.js';
export { type AttemptedEvent, type AttemptFailure, type NextStep, nextStep } from './events/next-step.js';
export type { EventIntake, NewEvent } from './events/ports.js';
export { readPayload, type StoredPayload, storePayload } from './events/stored-payload.js';
export type { Architecture, ExecutableVersion } from './executable-version.js';
export { corsHeaders, type Preflight, preflightHeaders } from './function-urls/cors-headers.js';
export type { Cors, FunctionUrlConfig, ServedUrl } from './function-urls/function-url-config.js';
export type { FunctionUrlChange, FunctionUrlConfigs, UrlResolver } from './function-urls/function-url-configs.js';
export { FunctionUrlEditor, type UrlOfFunction } from './function-urls/function-url-editor.js';
export type { AnswerHead } from './function-urls/http-answer.js';
export { preludeContentType, readPrelude } from './function-urls/response-prelude.js';
export { type UrlCall, urlEvent } from './function-urls/url-event.js';
export { isUrlId } from './function-urls/url-id.js';
export { type UrlResponse, urlResponse } from './function-urls/url-response.js';
export type { CheckRole } from './functions/check-role.js';
export { configured } from './functions/configured.js';
export { executionSource } from './functions/execution-source.js';
export { type Checks, type CodeChange, FunctionEditor, type NewFunction } from './functions/function-editor.js';
export { FunctionReader, latestVersion, notFound } from './functions/function-reader.js';
export type {
  ApplicationLogLevel,
  DeploymentPackage,
  FunctionConfiguration,
  FunctionVersion,
  LambdaFunction,
  LastUpdate,
  RecursiveLoop,
  RuntimeManagement,
  SystemLogLevel,
  VersionOfFunction,
  VersionState,
} from './functions/function-version.js';
export type { FunctionVersions } from './functions/function-versions.js';
export type { Functions, Page, Paged } from './functions/functions.js';
export { RecursionGuard } from './functions/recursion-guard.js';
export { type FunctionResolver, pickRoute, type RunnableVersion, type RunnableVersions } from './functions/runnable-versions.js';
export { RuntimeManager } from './functions/runtime-manager.js';
export type { SecretBox } from './functions/secret-box.js';
export { toExecutable } from './functions/to-executable.js';
export type { UnsettledVersions } from './functions/unsettled-versions.js';
export { type Publication, VersionPublisher } from './functions/version-publisher.js';
export { type SettlerTimes, type VersionPreparer, VersionSettler } from './functions/version-settler.js';
export { checkInvocable } from './invocations/check-invocable.js';
export { checkPayload, type InvocationType, payloadBytesMax } from './invocations/check-payload.js';
export { readClientContext } from './invocations/read-client-context.js';
export { LambdaError, type LambdaErrorCode } from './lambda-error.js';
export { AttachLayers, type CheckLayer } from './layers/attach-layers.js';
export { layerArn, layerVersionArn, parseLayerName, parseLayerVersionArn } from './layers/layer-arn.js';
export { LayerEditor } from './layers/layer-editor.js';
export { LayerPermissions } from './layers/layer-permissions.js';
export type { LayerPolicies, LayerPolicy } from './layers/layer-policies.js';
export type { FunctionLayer, LayerContents, LayerName, LayerVersion, LayerVersionName } from './layers/layer-version.js';
export type { LayerFilter, Layers } from './layers/layers.js';
export { functionArn } from './names/function-arn.js';
export { type FunctionReference, isFunctionReference, parseFunctionReference } from './names/function-reference.js';
export type { Scope } from './names/scope.js';
export type { FunctionPolicies, StoredPolicy } from './permissions/function-policies.js';
export {
  type Anybody,
  type CallingService,
  type InvocationSource,
  type InvokeAuthorizer,
  InvokePermissions,
  type Permission,
  type UrlRequest,
} from './permissions/invoke-permissions.js';
export type { NewPermission } from './permissions/permission-statement.js';
export { Permissions, type Principals } from './permissions/permissions.js';
export { type FunctionAccess, type PoliciesInForce, policyFor } from './permissions/policies-in-force.js';
export { type PolicyFault, ResourcePolicies } from './permissions/resource-policies.js';
export { type AccountQuotas, type AccountUsage, defaultQuotas, type QuotaName, type Quotas } from './quotas/quotas.js';
export { findTaggedFunction } from './tags/find-tagged-function.js';
export { type FindTagged, ResourceTags, type TaggedKind, type TaggedResource } from './tags/resource-tags.js';
export type { WorkerAnnouncement, WorkerDirectory } from './workers/worker-announcement.js';
