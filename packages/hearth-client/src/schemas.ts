import { TypeRegistry } from '@smithy/core/schema';
import type {
  StaticErrorSchema,
  StaticListSchema,
  StaticOperationSchema,
  StaticSimpleSchema,
  StaticStructureSchema,
} from '@smithy/types';
import { AccessDeniedException } from './errors/access-denied-exception.js';
import { HearthServiceException } from './errors/hearth-service-exception.js';
import { ThrottlingException } from './errors/throttling-exception.js';
import { ValidationException } from './errors/validation-exception.js';

const namespace = 'com.amazonaws.hearth';
const synthetic = `smithy.ts.sdk.synthetic.${namespace}`;

// The array form of the AWS SDK's own clients: [kind, namespace, name, traits, member names, member schemas, how many are required].
const string = 0;
const number = 1;
const timestamp = 4;
const listOfStrings = 64;
const sensitive = 8;

const secret: StaticSimpleSchema = [0, namespace, 'Secret', sensitive, string];

export const HearthServiceException$: StaticErrorSchema = [-3, synthetic, 'HearthServiceException', 0, [], []];
export const AccessDeniedException$: StaticErrorSchema = [
  -3,
  namespace,
  'AccessDeniedException',
  { error: 'client', httpError: 403 },
  ['message'],
  [string],
];
export const ThrottlingException$: StaticErrorSchema = [
  -3,
  namespace,
  'ThrottlingException',
  { error: 'client', httpError: 429 },
  ['message', 'retryAfterSeconds'],
  [string, [string, { httpHeader: 'Retry-After' }]],
];

export const ValidationException$: StaticErrorSchema = [
  -3,
  namespace,
  'ValidationException',
  { error: 'client', httpError: 400 },
  ['message'],
  [string],
];

export const SignInRequest$: StaticStructureSchema = [
  3,
  namespace,
  'SignInRequest',
  0,
  ['Account', 'UserName', 'Password'],
  [string, string, [() => secret, 0]],
  3,
];
export const Credentials$: StaticStructureSchema = [
  3,
  namespace,
  'Credentials',
  0,
  ['AccessKeyId', 'SecretAccessKey', 'SessionToken', 'Expiration'],
  [string, [() => secret, 0], [() => secret, 0], timestamp],
];
export const SignInResponse$: StaticStructureSchema = [
  3,
  namespace,
  'SignInResponse',
  0,
  ['Credentials', 'AccountId', 'UserArn', 'UserName'],
  [[() => Credentials$, 0], string, string, string],
];
export const ListWorkersRequest$: StaticStructureSchema = [3, namespace, 'ListWorkersRequest', 0, [], []];
export const Worker$: StaticStructureSchema = [
  3,
  namespace,
  'Worker',
  0,
  ['WorkerId', 'Runtimes', 'SandboxDriver', 'Unenforced', 'MemoryMegabytes', 'StartedAt'],
  [string, listOfStrings, string, listOfStrings, number, timestamp],
];
const workers: StaticListSchema = [1, namespace, 'WorkerList', 0, () => Worker$];
export const ListWorkersResponse$: StaticStructureSchema = [3, namespace, 'ListWorkersResponse', 0, ['Workers'], [() => workers]];

export const Quota$: StaticStructureSchema = [
  3,
  namespace,
  'Quota',
  0,
  ['QuotaName', 'Value', 'DefaultValue'],
  [string, number, number],
];
const quotas: StaticListSchema = [1, namespace, 'QuotaList', 0, () => Quota$];
export const ListQuotasRequest$: StaticStructureSchema = [3, namespace, 'ListQuotasRequest', 0, [], []];
export const ListQuotasResponse$: StaticStructureSchema = [3, namespace, 'ListQuotasResponse', 0, ['Quotas'], [() => quotas]];
export const PutQuotaRequest$: StaticStructureSchema = [
  3,
  namespace,
  'PutQuotaRequest',
  0,
  ['QuotaName', 'Value'],
  [[string, 1], number],
  1,
];

/** Unsigned: it is how a person without a key gets one. */
export const SignIn$: StaticOperationSchema = [
  9,
  namespace,
  'SignIn',
  { http: ['POST', '/hearth/2026-11-01/sign-in', 200] },
  () => SignInRequest$,
  () => SignInResponse$,
];
export const ListWorkers$: StaticOperationSchema = [
  9,
  namespace,
  'ListWorkers',
  { http: ['GET', '/hearth/2026-11-01/workers', 200] },
  () => ListWorkersRequest$,
  () => ListWorkersResponse$,
];

export const ListQuotas$: StaticOperationSchema = [
  9,
  namespace,
  'ListQuotas',
  { http: ['GET', '/hearth/2026-11-01/quotas', 200] },
  () => ListQuotasRequest$,
  () => ListQuotasResponse$,
];
export const PutQuota$: StaticOperationSchema = [
  9,
  namespace,
  'PutQuota',
  { http: ['PUT', '/hearth/2026-11-01/quotas/{QuotaName}', 200] },
  () => PutQuotaRequest$,
  () => Quota$,
];

const syntheticTypes = new TypeRegistry(synthetic);
syntheticTypes.registerError(HearthServiceException$, HearthServiceException);
const types = new TypeRegistry(namespace);
types.registerError(AccessDeniedException$, AccessDeniedException);
types.registerError(ThrottlingException$, ThrottlingException);
types.registerError(ValidationException$, ValidationException);

/** What the protocol needs to turn an error on the wire into its class. */
export const errorTypeRegistries = [syntheticTypes, types];
