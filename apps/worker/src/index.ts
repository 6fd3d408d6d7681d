export { compose } from './compose.js';
export { readConfig, type WorkerConfig } from './config.js';
export { Worker, type WorkerParts } from './worker.js';
