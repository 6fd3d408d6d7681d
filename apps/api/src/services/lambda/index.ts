export { openLambda } from './open-lambda.js';
