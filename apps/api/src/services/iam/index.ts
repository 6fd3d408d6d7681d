export { iamService } from './iam-service.js';
