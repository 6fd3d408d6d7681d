export {
  ListWorkersCommand,
  type ListWorkersCommandInput,
  type ListWorkersCommandOutput,
} from './commands/list-workers-command.js';
export { SignInCommand, type SignInCommandInput, type SignInCommandOutput } from './commands/sign-in-command.js';
export { AccessDeniedException } from './errors/access-denied-exception.js';
export { HearthServiceException } from './errors/hearth-service-exception.js';
export { ThrottlingException } from './errors/throttling-exception.js';
export { HearthClient } from './hearth-client.js';
export type { HearthClientConfig } from './hearth-client-config.js';
export {
  AccessDeniedException$,
  Credentials$,
  errorTypeRegistries,
  HearthServiceException$,
  ListWorkers$,
  ListWorkersRequest$,
  ListWorkersResponse$,
  SignIn$,
  SignInRequest$,
  SignInResponse$,
  ThrottlingException$,
  Worker$,
} from './schemas.js';
export type {
  Credentials,
  ListWorkersRequest,
  ListWorkersResponse,
  SignInRequest,
  SignInResponse,
  Worker,
} from './shapes.js';
