export { LambdaInvokableFunctions } from './invokable-functions.js';
export { openS3 } from './open-s3.js';
export { PackageLinks } from './packages/package-links.js';
