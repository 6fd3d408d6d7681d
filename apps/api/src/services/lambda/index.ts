export { functionUrl } from './function-urls/url-address.js';
export { urlHost } from './function-urls/url-host.js';
export { openLambda } from './open-lambda.js';
