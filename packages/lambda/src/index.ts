export { type AdditionalVersionWeights, additionalVersion } from './aliases/additional-version.js';
export { type AliasChange, AliasEditor, type AliasOfFunction, type NewAlias } from './aliases/alias-editor.js';
export type { Alias, Aliases } from './aliases/aliases.js';
export { BlobNotFoundError, type BlobReference, type Blobs } from './code/blobs.js';
export { type CheckedPackage, checkPackage, checkZip, unzippedBytesMax, zippedBytesMax } from './code/check-package.js';
export { entryContent } from './code/zip/zip-content.js';
export { readZipDirectory, type ZipEntry } from './code/zip/zip-directory.js';
export { BadZipError, type ZipSource, zipInFile } from './code/zip/zip-source.js';
export { ZipTree } from './code/zip/zip-tree.js';
export { AcceptEvents } from './events/accept-events.js';
export { type Admission, admission, type WaitingEvent } from './events/admission.js';
export type { EventHint } from './events/event-hint.js';
export type { EventHints } from './events/event-hints.js';
export { defaultEventInvokeConfig, type EventInvokeConfig } from './events/event-invoke-config.js';
export { type EventState, statesBefore } from './events/event-life.js';
export type { EventRecord, EventRecords } from './events/event-records.js';
export type { ClaimedEvent, Ending, EventError, Events } from './events/events.js';
export type { GiveUpCondition } from './events/give-up-condition.js';
export { type AttemptedEvent, type AttemptFailure, type NextStep, nextStep } from './events/next-step.js';
export type { EventIntake, NewEvent } from './events/ports.js';
export { readPayload, type StoredPayload, storePayload } from './events/stored-payload.js';
export type { Architecture, ExecutableVersion } from './executable-version.js';
export type { CheckRole } from './functions/check-role.js';
export { executionSource } from './functions/execution-source.js';
export { type CodeChange, FunctionEditor, type NewFunction } from './functions/function-editor.js';
export { FunctionReader, latestVersion, notFound } from './functions/function-reader.js';
export type {
  DeploymentPackage,
  FunctionConfiguration,
  FunctionVersion,
  LambdaFunction,
  LastUpdate,
  VersionOfFunction,
  VersionState,
} from './functions/function-version.js';
export type { FunctionVersions } from './functions/function-versions.js';
export type { Functions, Page, Paged } from './functions/functions.js';
export { type FunctionResolver, pickRoute, type RunnableVersion, type RunnableVersions } from './functions/runnable-versions.js';
export type { SecretBox } from './functions/secret-box.js';
export { toExecutable } from './functions/to-executable.js';
export type { UnsettledVersions } from './functions/unsettled-versions.js';
export { type Publication, VersionPublisher } from './functions/version-publisher.js';
export { type SettlerTimes, type VersionPreparer, VersionSettler } from './functions/version-settler.js';
export { checkInvocable } from './invocations/check-invocable.js';
export { checkPayload, type InvocationType, payloadBytesMax } from './invocations/check-payload.js';
export { readClientContext } from './invocations/read-client-context.js';
export { LambdaError, type LambdaErrorCode } from './lambda-error.js';
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
export { Permissions } from './permissions/permissions.js';
export { type FunctionAccess, type PoliciesInForce, policyFor } from './permissions/policies-in-force.js';
export { type PolicyFault, ResourcePolicies } from './permissions/resource-policies.js';
export { FunctionTags } from './tags/function-tags.js';
export type { WorkerAnnouncement, WorkerDirectory } from './workers/worker-announcement.js';
