export { type ApiConfig, readConfig } from './config.js';
export { type RunningApi, startApi } from './start-api.js';
