export type { Call, Handlers, InputOf, OperationName, OutputOf } from './service.js';
