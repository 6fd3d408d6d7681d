import type { EntityStore } from '../entity.js';
import { IamError } from '../iam-error.js';
import { assumedRoleArn, parseArn, parseIamArn } from '../names/arn.js';
import { checkPolicyText } from '../policies/check-policy-text.js';
import type { Authorizer, ConditionKeys } from '../ports.js';
import type { Principal } from '../principal.js';
import { type Role, roleArn } from '../roles/role.js';
import type { IssuedCredentials, SessionTokens } from './session-token.js';

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
const durationSecondsDefault = 3_600;
const chainedDurationSecondsMax = 3_600;
const sessionPolicyCharactersMax = 2_048;
/** https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html */
const userDurationSecondsDefault = 43_200;

export interface AssumeRequest {
  readonly roleArn: string;
  readonly sessionName: string;
  readonly durationSeconds?: number;
  /** Limits the session; JSON. */
  readonly policy?: string;
  /** Managed policies that limit it in the same way. */
  readonly policyArns?: readonly string[];
  readonly externalId?: string;
  /** Keys of the caller's request. */
  readonly context?: ConditionKeys;
}

export interface AssumedRole {
  readonly credentials: IssuedCredentials;
  readonly arn: string;
  readonly assumedRoleId: string;
  /** How much of the room for session policies is used, in percent; absent without any. */
  readonly packedPolicyPercent?: number;
}

/** Sessions that callers of STS take: in a role that trusts them, or as themselves. */
export class CallerSessions {
  readonly #roles: Pick<EntityStore<Role>, 'find'>;
  readonly #authorizer: Authorizer;
  readonly #tokens: SessionTokens;
  readonly #policyExists: (arn: string, accountId: string) => Promise<boolean>;

  constructor(
    roles: Pick<EntityStore<Role>, 'find'>,
    authorizer: Authorizer,
    tokens: SessionTokens,
    policyExists: (arn: string, accountId: string) => Promise<boolean>,
  ) {
    this.#roles = roles;
    this.#authorizer = authorizer;
    this.#tokens = tokens;
    this.#policyExists = policyExists;
  }

  async assumeRole(principal: Principal, request: AssumeRequest): Promise<AssumedRole> {
    const role = await this.#assumableRole(principal, request);
    const durationSeconds = request.durationSeconds ?? durationSecondsDefault;
    checkDuration(principal, role, durationSeconds);
    const limits = await this.#sessionPolicies(role.accountId, request);
    const credentials = this.#tokens.issue(
      {
        accountId: role.accountId,
        entityId: role.id,
        entityArn: request.roleArn,
        sessionName: request.sessionName,
        session: { issuedAt: new Date(), ...limits },
      },
      durationSeconds,
    );
    const size = JSON.stringify(limits).length;
    return {
      credentials,
      arn: assumedRoleArn(role.accountId, role.name, request.sessionName),
      assumedRoleId: `${role.id}:${request.sessionName}`,
      ...((limits.policies || limits.policyArns) && {
        packedPolicyPercent: Math.min(100, Math.ceil((size * 100) / sessionPolicyCharactersMax)),
      }),
    };
  }

  /** Temporary credentials of the caller itself, which must be a user that signed with a long-term key. */
  sessionToken(principal: Principal, durationSeconds = userDurationSecondsDefault): IssuedCredentials {
    if (principal.kind !== 'user' || principal.session) {
      throw new IamError('AccessDeniedException', 'Cannot call GetSessionToken with session credentials');
    }
    const { accountId, uniqueId, arn } = principal;
    return this.#tokens.issue(
      { accountId, entityId: uniqueId, entityArn: arn, session: { issuedAt: new Date() } },
      durationSeconds,
    );
  }

  /** Says no more than that it is denied when there is no such role, as AWS does. */
  async #assumableRole(principal: Principal, { roleArn: arn, sessionName, externalId, context }: AssumeRequest): Promise<Role> {
    if (!parseArn(arn)) throw new IamError('ValidationException', `${arn} is invalid`);
    if (principal.kind === 'root') throw new IamError('AccessDeniedException', 'Roles may not be assumed by root accounts.');
    const denied = new IamError(
      'AccessDeniedException',
      `User: ${principal.arn} is not authorized to perform: sts:AssumeRole on resource: ${arn}`,
    );
    const parts = parseIamArn(arn, 'role');
    const role = parts && (await this.#roles.find(parts.accountId, parts.name));
    if (!role || roleArn(role) !== arn) throw denied;
    const decision = await this.#authorizer.authorize({
      principal,
      action: 'sts:AssumeRole',
      resource: arn,
      context: {
        ...context,
        'sts:RoleSessionName': [sessionName],
        'sts:ExternalId': externalId === undefined ? [] : [externalId],
      },
      resourcePolicy: role.trustPolicy,
      resourceMustAllow: true,
    });
    if (decision.kind === 'deny') throw denied;
    return role;
  }

  async #sessionPolicies(accountId: string, { policy, policyArns = [] }: AssumeRequest) {
    if (policy !== undefined) {
      checkPolicyText(policy, 'identity');
      if (policy.length > sessionPolicyCharactersMax) {
        throw new IamError('PackedPolicyTooLarge', `Session policies may have at most ${sessionPolicyCharactersMax} characters.`);
      }
    }
    for (const arn of policyArns) {
      if (!(await this.#policyExists(arn, accountId)))
        throw new IamError('ValidationException', `Policy ${arn} does not exist or is not attachable.`);
    }
    return { ...(policy !== undefined && { policies: [policy] }), ...(policyArns.length > 0 && { policyArns }) };
  }
}

function checkDuration(principal: Principal, role: Role, durationSeconds: number): void {
  if (durationSeconds > role.maxSessionSeconds) {
    throw new IamError('ValidationException', 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.');
  }
  if (principal.kind === 'assumed-role' && durationSeconds > chainedDurationSecondsMax) {
    throw new IamError(
      'ValidationException',
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
    );
  }
}
