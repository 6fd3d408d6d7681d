export { stsService } from './sts-service.js';
