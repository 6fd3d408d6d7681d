export { LambdaInvokableFunctions } from './invokable-functions.js';
export { openS3, type S3 } from './open-s3.js';
