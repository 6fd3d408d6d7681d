export { type IamServiceParts, iamService } from './iam-service.js';
