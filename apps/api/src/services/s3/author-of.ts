import { hostId } from '@hearth/aws-wire';
import type { Author } from '@hearth/services';
import { callerOf } from './caller.js';
import type { S3Call } from './s3-handlers.js';

/** The caller as notifications name it. */
export function authorOf(call: S3Call): Author {
  const caller = callerOf(call);
  return {
    principalId: caller.kind === 'anonymous' ? 'Anonymous' : `AWS:${caller.uniqueId}`,
    sourceIpAddress: call.conditionKeys['aws:SourceIp']?.[0] ?? '',
    requestId: call.requestId,
    hostId,
  };
}
