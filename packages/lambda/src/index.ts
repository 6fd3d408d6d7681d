export type { EventIntake, NewEvent } from './events/ports.js';
export type { ExecutableVersion } from './executable-version.js';
export type { WorkerAnnouncement, WorkerDirectory } from './workers/worker-announcement.js';
