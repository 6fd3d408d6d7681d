import * as sts from '@aws-sdk/client-sts';
import { constraintsOf, defineService, type Handlers, type Service } from '@hearth/aws-wire';
import { accountOfAccessKeyId, type CallerSessions, IamError, type IssuedCredentials, type Principal } from '@hearth/iam';

interface StsServiceParts {
  readonly temporaryCredentials: CallerSessions;
  accountOfKey(accessKeyId: string): Promise<string | undefined>;
}

/** AWS Security Token Service. */
export function stsService(parts: StsServiceParts): Service<Principal> {
  return defineService<typeof sts, Principal>({
    module: sts,
    signingName: 'sts',
    protocols: ['query'],
    constraints: constraintsOf('sts'),
    // AssumeRole is decided with the role's trust policy, which only the handler knows; the others need no permission at AWS either.
    authorization: (operation) => (operation === 'GetAccessKeyInfo' ? { action: 'sts:GetAccessKeyInfo', resource: '*' } : 'none'),
    handlers: stsHandlers(parts),
  });
}

function stsHandlers({ temporaryCredentials, accountOfKey }: StsServiceParts) {
  return {
    GetCallerIdentity(_input, { principal }) {
      return { UserId: principal.uniqueId, Account: principal.accountId, Arn: principal.arn };
    },

    async AssumeRole(input, { principal, conditionKeys }) {
      refuseUnsupported(input);
      const assumed = await temporaryCredentials.assumeRole(principal, {
        roleArn: input.RoleArn,
        sessionName: input.RoleSessionName,
        ...(input.DurationSeconds !== undefined && { durationSeconds: input.DurationSeconds }),
        ...(input.Policy !== undefined && { policy: input.Policy }),
        ...(input.PolicyArns && { policyArns: input.PolicyArns.flatMap(({ arn }) => (arn === undefined ? [] : [arn])) }),
        ...(input.ExternalId !== undefined && { externalId: input.ExternalId }),
        context: conditionKeys,
      });
      return {
        AssumedRoleUser: { AssumedRoleId: assumed.assumedRoleId, Arn: assumed.arn },
        Credentials: credentials(assumed.credentials),
        ...(assumed.packedPolicyPercent !== undefined && { PackedPolicySize: assumed.packedPolicyPercent }),
      };
    },

    GetSessionToken(input, { principal }) {
      if (input.SerialNumber !== undefined) throw unsupported('SerialNumber');
      return { Credentials: credentials(temporaryCredentials.sessionToken(principal, input.DurationSeconds)) };
    },

    async GetAccessKeyInfo(input) {
      const account = (await accountOfKey(input.AccessKeyId)) ?? accountOfAccessKeyId(input.AccessKeyId);
      if (account === undefined) throw new IamError('ValidationException', `Invalid value: ${input.AccessKeyId} for AccessKeyId`);
      return { Account: account };
    },
  } satisfies Handlers<typeof sts, Principal>;
}

/** What would have to be enforced and cannot be yet is refused, not ignored. */
function refuseUnsupported(input: sts.AssumeRoleCommandInput): void {
  const { Tags, TransitiveTagKeys, SourceIdentity, SerialNumber, ProvidedContexts } = input;
  const given = Object.entries({ Tags, TransitiveTagKeys, SourceIdentity, SerialNumber, ProvidedContexts });
  const first = given.find(([, value]) => (Array.isArray(value) ? value.length > 0 : value !== undefined));
  if (first) throw unsupported(first[0]);
}

const unsupported = (member: string) => new IamError('ValidationException', `Hearth does not support ${member} yet.`);

const credentials = ({ accessKeyId, secretAccessKey, sessionToken, expiration }: IssuedCredentials) => ({
  AccessKeyId: accessKeyId,
  SecretAccessKey: secretAccessKey,
  SessionToken: sessionToken,
  Expiration: expiration,
});
