export { type StsServiceParts, stsService } from './sts-service.js';
