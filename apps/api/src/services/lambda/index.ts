export { noCodeObjects } from './no-code-objects.js';
export { openLambda } from './open-lambda.js';
