export { CachedFunctionResolver } from './cached-function-resolver.js';
export { openLambda } from './open-lambda.js';
