export { BlobNotFoundError, type BlobReference, type Blobs } from './code/blobs.js';
export type { EventHint } from './events/event-hint.js';
export type { EventHints } from './events/event-hints.js';
export type { EventIntake, NewEvent } from './events/ports.js';
export type { ExecutableVersion } from './executable-version.js';
export { LambdaError, type LambdaErrorCode } from './lambda-error.js';
export type { WorkerAnnouncement, WorkerDirectory } from './workers/worker-announcement.js';
