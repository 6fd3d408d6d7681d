import * as s3 from '@aws-sdk/client-s3';
import { type Authorization, defineService, type OwnLinks, type Service } from '@hearth/aws-wire';
import type { Principal } from '@hearth/iam';
import { anonymous } from './caller.js';
import type { S3Handlers } from './s3-handlers.js';
import { s3Statuses } from './s3-statuses.js';

/** S3 on the wire; operations without a handler are refused by name. `publicHost` is the host and port that clients use. */
export function s3Service(
  handlers: S3Handlers,
  authorization: Authorization<typeof s3, Principal>,
  publicHost: string,
  ownLinks: OwnLinks<Principal>,
): Service<Principal> {
  return defineService<typeof s3, Principal>({
    module: s3,
    signingName: 's3',
    protocols: ['rest-xml'],
    authorization,
    handlers,
    errors: s3Statuses,
    objectStorage: { anonymous, publicHost, region: 'us-east-1', ownLinks },
  });
}
