export {
  ListQuotasCommand,
  type ListQuotasCommandInput,
  type ListQuotasCommandOutput,
} from './commands/list-quotas-command.js';
export {
  ListWorkersCommand,
  type ListWorkersCommandInput,
  type ListWorkersCommandOutput,
} from './commands/list-workers-command.js';
export { PutQuotaCommand, type PutQuotaCommandInput, type PutQuotaCommandOutput } from './commands/put-quota-command.js';
export { SignInCommand, type SignInCommandInput, type SignInCommandOutput } from './commands/sign-in-command.js';
export { AccessDeniedException } from './errors/access-denied-exception.js';
export { HearthServiceException } from './errors/hearth-service-exception.js';
export { ThrottlingException } from './errors/throttling-exception.js';
export { ValidationException } from './errors/validation-exception.js';
export { HearthClient } from './hearth-client.js';
export type { HearthClientConfig } from './hearth-client-config.js';
export {
  AccessDeniedException$,
  Credentials$,
  errorTypeRegistries,
  HearthServiceException$,
  ListQuotas$,
  ListQuotasRequest$,
  ListQuotasResponse$,
  ListWorkers$,
  ListWorkersRequest$,
  ListWorkersResponse$,
  PutQuota$,
  PutQuotaRequest$,
  Quota$,
  SignIn$,
  SignInRequest$,
  SignInResponse$,
  ThrottlingException$,
  ValidationException$,
  Worker$,
} from './schemas.js';
export type {
  Credentials,
  ListQuotasRequest,
  ListQuotasResponse,
  ListWorkersRequest,
  ListWorkersResponse,
  PutQuotaRequest,
  Quota,
  SignInRequest,
  SignInResponse,
  Worker,
} from './shapes.js';
