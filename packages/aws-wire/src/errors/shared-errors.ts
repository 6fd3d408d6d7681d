import { type ObjectStorageErrorCode, objectStorageErrors } from './object-storage-errors.js';

interface SharedError {
  readonly status: number;
  readonly fault: 'client' | 'server';
  readonly query: { readonly code: string; readonly status: number };
  /** Spelling of the message's member in JSON, where it is not `message`. */
  readonly messageMember?: 'Message';
}

/**
 * Errors that every AWS service answers and no SDK schema lists, each as JSON clients and as Query clients know it
 * (https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html).
 */
export const sharedErrors = {
  AccessDeniedException: { status: 403, fault: 'client', query: { code: 'AccessDenied', status: 403 }, messageMember: 'Message' },
  ExpiredTokenException: { status: 403, fault: 'client', query: { code: 'ExpiredToken', status: 403 } },
  IncompleteSignatureException: { status: 400, fault: 'client', query: { code: 'IncompleteSignature', status: 400 } },
  InternalFailure: { status: 500, fault: 'server', query: { code: 'InternalFailure', status: 500 } },
  InvalidSignatureException: { status: 403, fault: 'client', query: { code: 'SignatureDoesNotMatch', status: 403 } },
  MalformedHttpRequestException: { status: 400, fault: 'client', query: { code: 'MalformedHttpRequestException', status: 400 } },
  MissingAuthenticationTokenException: {
    status: 403,
    fault: 'client',
    query: { code: 'MissingAuthenticationToken', status: 403 },
  },
  // 501 is the one status of a server's fault that no AWS SDK retries.
  NotImplementedException: { status: 501, fault: 'server', query: { code: 'NotImplemented', status: 501 } },
  RequestEntityTooLargeException: { status: 413, fault: 'client', query: { code: 'RequestEntityTooLarge', status: 413 } },
  SerializationException: { status: 400, fault: 'client', query: { code: 'MalformedInput', status: 400 } },
  ServiceUnavailableException: { status: 503, fault: 'server', query: { code: 'ServiceUnavailable', status: 503 } },
  ThrottlingException: { status: 400, fault: 'client', query: { code: 'Throttling', status: 400 } },
  UnknownOperationException: { status: 404, fault: 'client', query: { code: 'InvalidAction', status: 400 } },
  UnrecognizedClientException: { status: 403, fault: 'client', query: { code: 'InvalidClientTokenId', status: 403 } },
  ValidationException: { status: 400, fault: 'client', query: { code: 'ValidationError', status: 400 } },
} as const satisfies Record<string, SharedError>;

export type SharedErrorCode = keyof typeof sharedErrors;

export function sharedErrorOf(code: string): SharedError | undefined {
  if (Object.hasOwn(sharedErrors, code)) return sharedErrors[code as SharedErrorCode];
  if (!Object.hasOwn(objectStorageErrors, code)) return undefined;
  const status = objectStorageErrors[code as ObjectStorageErrorCode];
  return { status, fault: status < 500 ? 'client' : 'server', query: { code, status } };
}
