// biome-ignore-all lint/suspicious/noTemplateCurlyInString: IAM writes its policy variables so
import type { AnyPrincipal, ConditionKeys, Principal, ServicePrincipal } from '../index.js';
import { PolicyAuthorizer } from './policy-authorizer.js';
import type { GrantedPolicies } from './policy-source.js';

const here = '111111111111';
const there = '222222222222';
const user: Principal = {
  kind: 'user',
  accountId: here,
  arn: `arn:aws:iam::${here}:user/alice`,
  uniqueId: 'AIDA1',
  userName: 'alice',
};
const root: Principal = { kind: 'root', accountId: here, arn: `arn:aws:iam::${here}:root`, uniqueId: here };
const roleArn = `arn:aws:iam::${here}:role/worker`;
const session: Principal = {
  kind: 'assumed-role',
  accountId: here,
  arn: `arn:aws:sts::${here}:assumed-role/worker/s1`,
  uniqueId: 'AROA1:s1',
  roleArn,
  sessionName: 's1',
};
const service: ServicePrincipal = { kind: 'service', service: 's3.amazonaws.com' };
const nobody: AnyPrincipal = { kind: 'anonymous' };

type Statement = Record<string, unknown>;
const policy = (statements: readonly Statement[], version = '2012-10-17') =>
  JSON.stringify({ Version: version, Statement: statements });
const fn = (name: string, account = here) => `arn:aws:lambda:us-east-1:${account}:function:${name}`;
const A = (more: Statement = {}): Statement => ({ Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: '*', ...more });
const D = (more: Statement = {}): Statement => A({ Effect: 'Deny', ...more });
const R = (more: Statement = {}): Statement => A({ Principal: '*', ...more });

interface Case {
  readonly who?: AnyPrincipal;
  readonly action?: string;
  readonly resource?: string;
  readonly identity?: readonly Statement[] | string;
  readonly resourcePolicy?: readonly Statement[] | string;
  readonly boundary?: readonly Statement[];
  readonly session?: readonly Statement[];
  readonly context?: ConditionKeys;
  readonly tags?: Record<string, string>;
  readonly trust?: boolean;
  /** Whose the resource is, where its ARN does not say. */
  readonly owner?: string;
}

const text = (statements: readonly Statement[] | string) => (typeof statements === 'string' ? statements : policy(statements));

async function decide(given: Case) {
  const granted: GrantedPolicies = {
    policies: given.identity ? [{ name: 'p', text: text(given.identity) }] : [],
    ...(given.boundary && { boundary: { name: 'b', text: policy(given.boundary) } }),
    tags: given.tags ?? {},
  };
  const source = { grantedTo: async () => granted, managedPolicy: async () => undefined };
  const authorizer = new PolicyAuthorizer(source, () => new Date('2026-11-21T12:00:00Z'));
  const who = given.who ?? user;
  const limits = given.session && { session: { issuedAt: new Date(0), policies: [policy(given.session)] } };
  return authorizer.authorize({
    principal: who.kind === 'assumed-role' ? { ...who, ...limits } : who,
    action: given.action ?? 'lambda:InvokeFunction',
    resource: given.resource ?? fn('f'),
    ...(given.context && { context: given.context }),
    ...(given.resourcePolicy && { resourcePolicy: text(given.resourcePolicy) }),
    ...(given.trust && { resourceMustAllow: true }),
    ...(given.owner && { resourceAccountId: given.owner }),
  });
}

/** One condition in an Allow. */
const when = (
  operator: string,
  key: string,
  values: unknown,
  context: ConditionKeys = {},
  tags: Record<string, string> = {},
): Case => ({
  identity: [A({ Condition: { [operator]: { [key]: values } } })],
  context,
  tags,
});
const k = (...values: string[]): ConditionKeys => ({ k: values });

const allowed: Record<string, Case> = {
  'an Allow of the action on everything': { identity: [A()] },
  'an action in other case': { identity: [A({ Action: 'LAMBDA:invokefunction' })] },
  'a wildcard in the action': { identity: [A({ Action: 'lambda:Inv*' })] },
  'a question mark in the action': { identity: [A({ Action: 'lambda:InvokeFunctio?' })] },
  'every action': { identity: [A({ Action: '*' })] },
  'one of several actions': { identity: [A({ Action: ['s3:Get*', 'lambda:*'] })] },
  'NotAction that does not list it': { identity: [A({ Action: undefined, NotAction: 's3:*' })] },
  'its exact resource': { identity: [A({ Resource: fn('f') })] },
  'a wildcard in the resource': { identity: [A({ Resource: 'arn:aws:lambda:*:*:function:f' })] },
  'a wildcard in the middle of a name': { identity: [A({ Resource: fn('pre-*-post') })], resource: fn('pre-x-post') },
  'a question mark in the resource': { identity: [A({ Resource: fn('?') })] },
  'one of several resources': { identity: [A({ Resource: [fn('g'), fn('f')] })] },
  'NotResource that does not list it': { identity: [A({ Resource: undefined, NotResource: fn('g') })] },
  'one statement as an object, not a list': { identity: JSON.stringify({ Version: '2012-10-17', Statement: A() }) },
  'an old document without version': { identity: JSON.stringify({ Statement: [A()] }) },
  'a Deny of something else beside it': { identity: [A(), D({ Action: 'lambda:DeleteFunction' })] },
  'a Deny on another resource beside it': { identity: [A(), D({ Resource: fn('g') })] },
  'a Deny whose condition does not hold': { identity: [A(), D({ Condition: { Bool: { k: 'true' } } })], context: k('false') },
  'an empty condition': { identity: [A({ Condition: {} })] },
  'the root of the account without any policy': { who: root },
  'a role by its policies': { who: session, identity: [A()] },
  'a user named by the resource': { resourcePolicy: [R({ Principal: { AWS: user.arn } })] },
  'a user named by its id by the resource': { resourcePolicy: [R({ Principal: { AWS: 'AIDA1' } })] },
  'everyone by the resource': { resourcePolicy: [R()] },
  'everyone by the resource, in the long form': { resourcePolicy: [R({ Principal: { AWS: '*' } })] },
  'a role named by the resource': { who: session, resourcePolicy: [R({ Principal: { AWS: roleArn } })] },
  'a session named by the resource': { who: session, resourcePolicy: [R({ Principal: { AWS: session.arn } })] },
  'its account named by the resource and its own policy': { resourcePolicy: [R({ Principal: { AWS: here } })], identity: [A()] },
  'another account by both sides': {
    resource: fn('f', there),
    identity: [A()],
    resourcePolicy: [R({ Principal: { AWS: here } })],
  },
  "another account's resource whose ARN names none, by both sides": {
    action: 's3:GetObject',
    resource: 'arn:aws:s3:::theirs/key',
    owner: there,
    identity: [A({ Action: 's3:*' })],
    resourcePolicy: [R({ Action: 's3:GetObject' })],
  },
  'another account by both sides, named itself': {
    resource: fn('f', there),
    identity: [A()],
    resourcePolicy: [R({ Principal: { AWS: user.arn } })],
  },
  'the root in another account that names it': {
    who: root,
    resource: fn('f', there),
    resourcePolicy: [R({ Principal: { AWS: root.arn } })],
  },
  'a service named by the resource': { who: service, resourcePolicy: [R({ Principal: { Service: 's3.amazonaws.com' } })] },
  'a service for the right source': {
    who: service,
    resourcePolicy: [
      R({ Principal: { Service: 's3.amazonaws.com' }, Condition: { ArnLike: { 'AWS:SourceArn': 'arn:aws:s3:::mine*' } } }),
    ],
    context: { 'aws:SourceArn': ['arn:aws:s3:::mine-1'] },
  },
  'a service by a policy for everyone, from the right account': {
    who: service,
    resourcePolicy: [R({ Condition: { StringEquals: { 'AWS:SourceAccount': here } } })],
    context: { 'aws:SourceAccount': [here] },
  },
  'nobody known, by a policy for everyone': { who: nobody, resourcePolicy: [R()] },
  'nobody known, by a policy for everyone with a condition that holds': {
    who: nobody,
    resourcePolicy: [R({ Condition: { StringEquals: { 'lambda:FunctionUrlAuthType': 'NONE' } } })],
    context: { 'lambda:FunctionUrlAuthType': ['NONE'] },
  },
  'a resource of the right account': when('StringEquals', 'aws:ResourceAccount', here),
  'a session of the right function': {
    ...when('ArnEquals', 'lambda:SourceFunctionArn', fn('caller')),
    who: { ...session, session: { issuedAt: new Date(0), sourceFunctionArn: fn('caller') } },
  },
  'within boundary and policies': { identity: [A()], boundary: [A({ Action: 'lambda:*' })] },
  'within session policy and policies': { who: session, identity: [A()], session: [A({ Action: '*' })] },
  'a resource that names the user, outside its boundary': {
    resourcePolicy: [R({ Principal: { AWS: user.arn } })],
    boundary: [A({ Action: 's3:*' })],
  },
  'a trust policy that names the user': {
    action: 'sts:AssumeRole',
    resource: roleArn,
    trust: true,
    resourcePolicy: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: user.arn } }],
  },
  'a variable for the own name': { identity: [A({ Resource: fn('${aws:username}-*') })], resource: fn('alice-1') },
  'a variable in other case': { identity: [A({ Resource: fn('${AWS:UserName}') })], resource: fn('alice') },
  'a variable that has none with its fallback': {
    identity: [A({ Resource: fn("${aws:PrincipalTag/team, 'none'}") })],
    resource: fn('none'),
  },
  'a variable of a tag': {
    identity: [A({ Resource: fn('${aws:PrincipalTag/team}-x') })],
    resource: fn('blue-x'),
    tags: { team: 'blue' },
  },
  'a literal star': { identity: [A({ Resource: fn('${*}') })], resource: fn('*') },
  'an old document in which a variable is plain text': {
    identity: policy([A({ Resource: fn('${aws:username}') })], '2008-10-17'),
    resource: fn('${aws:username}'),
  },
  StringEquals: when('StringEquals', 'k', ['x', 'y'], k('y')),
  'StringEquals with the key in other case': when('StringEquals', 'K', 'x', k('x')),
  'StringEquals against a variable': when('StringEquals', 'k', '${aws:username}', k('alice')),
  'StringEquals takes stars literally': when('StringEquals', 'k', 'a*', k('a*')),
  StringNotEquals: when('StringNotEquals', 'k', ['x', 'y'], k('z')),
  'StringNotEquals without the key': when('StringNotEquals', 'k', 'x'),
  StringEqualsIgnoreCase: when('StringEqualsIgnoreCase', 'k', 'ABC', k('abc')),
  StringNotEqualsIgnoreCase: when('StringNotEqualsIgnoreCase', 'k', 'ABC', k('abd')),
  StringLike: when('StringLike', 'k', 'a*c', k('abbc')),
  StringNotLike: when('StringNotLike', 'k', 'a*c', k('abb')),
  'StringEqualsIfExists without the key': when('StringEqualsIfExists', 'k', 'x'),
  'StringEqualsIfExists with it': when('StringEqualsIfExists', 'k', 'x', k('x')),
  NumericEquals: when('NumericEquals', 'k', 5, k('5.0')),
  NumericNotEquals: when('NumericNotEquals', 'k', '5', k('6')),
  NumericLessThan: when('NumericLessThan', 'k', '5', k('4')),
  NumericLessThanEquals: when('NumericLessThanEquals', 'k', '5', k('5')),
  NumericGreaterThan: when('NumericGreaterThan', 'k', '-1', k('0')),
  NumericGreaterThanEquals: when('NumericGreaterThanEquals', 'k', '5', k('5')),
  DateLessThan: when('DateLessThan', 'aws:CurrentTime', '2026-11-21T12:00:01Z'),
  'DateGreaterThan with seconds since 1970': when('DateGreaterThan', 'aws:EpochTime', '1700000000'),
  'DateEquals in another zone': when('DateEquals', 'aws:CurrentTime', '2026-11-21T13:00:00+01:00'),
  DateNotEquals: when('DateNotEquals', 'aws:CurrentTime', '2026-11-21'),
  Bool: when('Bool', 'k', true, k('true')),
  'Bool in other case': when('Bool', 'k', 'TRUE', k('true')),
  BinaryEquals: when('BinaryEquals', 'k', 'QmluYXJ5', k('QmluYXJ5')),
  IpAddress: when('IpAddress', 'aws:SourceIp', '203.0.113.0/24', { 'aws:SourceIp': ['203.0.113.9'] }),
  'IpAddress of one host': when('IpAddress', 'aws:SourceIp', '203.0.113.9', { 'aws:SourceIp': ['203.0.113.9'] }),
  'IpAddress of version 6': when('IpAddress', 'aws:SourceIp', '2001:db8::/32', { 'aws:SourceIp': ['2001:db8::1'] }),
  NotIpAddress: when('NotIpAddress', 'aws:SourceIp', '10.0.0.0/8', { 'aws:SourceIp': ['192.0.2.1'] }),
  ArnEquals: when('ArnEquals', 'k', 'arn:aws:s3:::b*', k('arn:aws:s3:::bucket')),
  ArnLike: when('ArnLike', 'k', 'arn:aws:sns:*:111111111111:*', k('arn:aws:sns:eu-west-1:111111111111:t')),
  'ArnLike of any ARN': when('ArnLike', 'k', '*', k('arn:aws:sns:eu-west-1:111111111111:t')),
  'ArnLike with a star at the end of a part that is the last': when('ArnLike', 'k', 'arn:aws:s3*', k('arn:aws:s3:::bucket')),
  ArnNotLike: when('ArnNotLike', 'k', 'arn:aws:s3:::a*', k('arn:aws:s3:::b')),
  'ArnNotEquals without the key': when('ArnNotEquals', 'k', 'arn:aws:s3:::a'),
  'Null true without the key': when('Null', 'k', 'true'),
  'Null false with it': when('Null', 'k', false, k('x')),
  'ForAllValues when each value is listed': when('ForAllValues:StringEquals', 'k', ['a', 'b'], k('a', 'b')),
  'ForAllValues without any value': when('ForAllValues:StringEquals', 'k', ['a', 'b']),
  'ForAnyValue when one value is listed': when('ForAnyValue:StringLike', 'k', ['a*', 'b'], k('z', 'ab')),
  'ForAnyValue negated when one value is not listed': when('ForAnyValue:StringNotEquals', 'k', 'a', k('a', 'b')),
  'two conditions that both hold': {
    identity: [A({ Condition: { StringEquals: { k: 'x', 'aws:username': 'alice' }, Bool: { b: 'true' } } })],
    context: { k: ['x'], b: ['true'] },
  },
  'a tag of the principal': when('StringEquals', 'aws:PrincipalTag/team', 'blue', {}, { team: 'blue' }),
  'the principal ARN of a session is its role': {
    who: session,
    identity: [A({ Condition: { ArnEquals: { 'aws:PrincipalArn': roleArn } } })],
  },
};

const denied: Record<string, Case> = {
  'no policy at all': {},
  'another action': { identity: [A({ Action: 'lambda:GetFunction' })] },
  'another service': { identity: [A({ Action: 's3:*' })] },
  'a resource in other case': { identity: [A({ Resource: fn('F') })] },
  'a longer resource name': { identity: [A({ Resource: fn('f') })], resource: fn('f:PROD') },
  'another region': { identity: [A({ Resource: fn('f').replace('us-east-1', 'eu-west-1') })] },
  'NotAction that lists it': { identity: [A({ Action: undefined, NotAction: ['lambda:*'] })] },
  'NotResource that lists it': { identity: [A({ Resource: undefined, NotResource: [fn('f')] })] },
  'a Deny beside the Allow': { identity: [A(), D()] },
  'a Deny with NotAction that does not list it': { identity: [A(), D({ Action: undefined, NotAction: 's3:*' })] },
  'a Deny with NotResource that does not list it': { identity: [A(), D({ Resource: undefined, NotResource: fn('g') })] },
  'a Deny for everyone in the resource policy': { identity: [A()], resourcePolicy: [R({ Effect: 'Deny' })] },
  'a Deny for the root too': { who: root, resourcePolicy: [R({ Effect: 'Deny' })] },
  'a Deny for all but another': {
    identity: [A()],
    resourcePolicy: [R({ Effect: 'Deny', Principal: undefined, NotPrincipal: { AWS: `arn:aws:iam::${here}:user/bob` } })],
  },
  'a Deny for all but the role, not its session': {
    who: session,
    identity: [A()],
    resourcePolicy: [R({ Effect: 'Deny', Principal: undefined, NotPrincipal: { AWS: [roleArn, here] } })],
  },
  'a Deny that asks for MFA, which nobody has': {
    identity: [A(), D({ Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } } })],
  },
  'only its account named by the resource': { resourcePolicy: [R({ Principal: { AWS: here } })] },
  'another user named by the resource': { resourcePolicy: [R({ Principal: { AWS: `arn:aws:iam::${here}:user/bob` } })] },
  'a wildcard in a principal': { resourcePolicy: [R({ Principal: { AWS: `arn:aws:iam::${here}:user/*` } })] },
  "another account's resource whose ARN names none, without its consent": {
    action: 's3:GetObject',
    resource: 'arn:aws:s3:::theirs/key',
    owner: there,
    identity: [A({ Action: 's3:*' })],
  },
  'another account without its consent': { resource: fn('f', there), identity: [A()] },
  'another account without its own consent': { resource: fn('f', there), resourcePolicy: [R({ Principal: { AWS: user.arn } })] },
  'another account that trusts yet another': {
    resource: fn('f', there),
    identity: [A()],
    resourcePolicy: [R({ Principal: { AWS: '333333333333' } })],
  },
  'the root in another account': { who: root, resource: fn('f', there) },
  'a service without a resource policy': { who: service },
  'another service named by the resource': { who: service, resourcePolicy: [R({ Principal: { Service: 'sns.amazonaws.com' } })] },
  'a service for the wrong source': {
    who: service,
    resourcePolicy: [
      R({ Principal: { Service: 's3.amazonaws.com' }, Condition: { StringEquals: { 'AWS:SourceAccount': here } } }),
    ],
    context: { 'aws:SourceAccount': [there] },
  },
  'a service is not an AWS principal': { who: service, resourcePolicy: [R({ Principal: { AWS: here } })] },
  'a service by a policy for everyone, from another account': {
    who: service,
    resourcePolicy: [R({ Condition: { StringEquals: { 'AWS:SourceAccount': here } } })],
    context: { 'aws:SourceAccount': [there] },
  },
  'a service that everyone but another is denied': {
    who: service,
    resourcePolicy: [
      R({ Principal: { Service: 's3.amazonaws.com' } }),
      R({ Effect: 'Deny', Principal: undefined, NotPrincipal: { Service: 'sns.amazonaws.com' } }),
    ],
  },
  'a service when everyone is denied': {
    who: service,
    resourcePolicy: [R({ Principal: { Service: 's3.amazonaws.com' } }), R({ Effect: 'Deny' })],
  },
  'nobody known, without a policy': { who: nobody },
  'nobody known, by a policy for an account': { who: nobody, resourcePolicy: [R({ Principal: { AWS: here } })] },
  'nobody known, by a policy for a service': { who: nobody, resourcePolicy: [R({ Principal: { Service: '*' } })] },
  'nobody known, by a policy for members of an organisation': {
    who: nobody,
    resourcePolicy: [R({ Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1234567890' } } })],
  },
  'nobody known, when all but one account are denied': {
    who: nobody,
    resourcePolicy: [R(), R({ Effect: 'Deny', Principal: undefined, NotPrincipal: { AWS: here } })],
  },
  'a member of another organisation, which everybody is': {
    identity: [A()],
    resourcePolicy: [R({ Effect: 'Deny', Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-1234567890' } } })],
  },
  'a resource of another account': when('StringNotEquals', 'aws:ResourceAccount', here),
  'a claim to be the session of a function': {
    ...when('ArnEquals', 'lambda:SourceFunctionArn', fn('caller')),
    context: { 'lambda:SourceFunctionArn': [fn('caller')] },
  },
  'outside the boundary': { identity: [A()], boundary: [A({ Action: 's3:*' })] },
  'a boundary alone': { boundary: [A()] },
  'denied by the boundary': { identity: [A()], boundary: [A(), D()] },
  'outside the session policy': { who: session, identity: [A()], session: [A({ Action: 's3:*' })] },
  'a session policy alone': { who: session, session: [A()] },
  'denied by the session policy': { who: session, identity: [A()], session: [A(), D()] },
  'a role named by the resource, outside the session policy': {
    who: session,
    resourcePolicy: [R({ Principal: { AWS: roleArn } })],
    session: [A({ Action: 's3:*' })],
  },
  'a trust policy that does not name the user, whatever its policies': {
    action: 'sts:AssumeRole',
    resource: roleArn,
    trust: true,
    identity: [A({ Action: '*' })],
    resourcePolicy: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } }],
  },
  'a trust policy that names the account, without a policy of its own': {
    action: 'sts:AssumeRole',
    resource: roleArn,
    trust: true,
    resourcePolicy: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: here } }],
  },
  'a variable for the name of another': { identity: [A({ Resource: fn('${aws:username}') })], resource: fn('bob') },
  'a variable without a value': { identity: [A({ Resource: fn('${aws:PrincipalTag/team}*') })] },
  'a variable whose value holds a star': {
    identity: [A({ Resource: fn('${aws:PrincipalTag/team}') })],
    resource: fn('anything'),
    tags: { team: '*' },
  },
  'a username variable for a session': { who: session, identity: [A({ Resource: fn('${aws:username}') })] },
  'a claim to be somebody else': { ...when('StringEquals', 'aws:username', 'bob'), context: { 'aws:username': ['bob'] } },
  'StringEquals without the key': when('StringEquals', 'k', 'x'),
  'StringEquals in other case': when('StringEquals', 'k', 'x', k('X')),
  'StringNotEquals with an equal value': when('StringNotEquals', 'k', ['x', 'y'], k('y')),
  'StringNotEquals with one equal value of several': when('StringNotEquals', 'k', 'x', k('y', 'x')),
  'StringEqualsIfExists with another value': when('StringEqualsIfExists', 'k', 'x', k('y')),
  'NumericLessThan of equals': when('NumericLessThan', 'k', '5', k('5')),
  'a number that is none': when('NumericLessThan', 'k', '5', k('four')),
  'a date gone by': when('DateLessThan', 'aws:CurrentTime', '2026-11-21T12:00:00Z'),
  'Bool without the key': when('Bool', 'k', 'false'),
  'an address outside': when('IpAddress', 'aws:SourceIp', '203.0.113.0/24', { 'aws:SourceIp': ['203.0.114.1'] }),
  'an unknown address': when('IpAddress', 'aws:SourceIp', '0.0.0.0/0'),
  'an ARN whose star would reach over a colon': when('ArnLike', 'k', 'arn:aws:s*:b', k('arn:aws:sns:eu-west-1:111111111111:b')),
  'an ARN in another account': when('ArnLike', 'k', 'arn:aws:sns:*:111111111111:*', k('arn:aws:sns:eu-west-1:222222222222:t')),
  'what is no ARN': when('ArnLike', 'k', '*', k('not-an-arn')),
  'Null true with the key': when('Null', 'k', 'true', k('x')),
  'ForAllValues with one value too many': when('ForAllValues:StringEquals', 'k', ['a', 'b'], k('a', 'c')),
  'ForAnyValue without any value': when('ForAnyValue:StringEquals', 'k', 'a'),
  'one of two conditions failing': {
    identity: [A({ Condition: { StringEquals: { k: 'x' }, Bool: { b: 'true' } } })],
    context: k('x'),
  },
  'an operator nobody knows': when('StringSortOfEquals', 'k', 'x', k('x')),
  'an operator nobody knows in a Deny for something else': {
    identity: [A(), D({ Action: 's3:*', Condition: { StringSortOfEquals: { k: 'x' } } })],
  },
  'an operator from the prototype': when('constructor', 'k', 'x', k('x')),
  'a number to compare with that is none': when('NumericEquals', 'k', 'x', k('x')),
  'a range that is none': when('IpAddress', 'k', '10.0.0.0/33', k('10.0.0.1')),
  'Null with IfExists': when('NullIfExists', 'k', 'true'),
  'a document that is not JSON': { identity: 'nonsense' },
  'a document of another version': { identity: policy([A()], '2030-01-01') },
  'an element nobody knows': { identity: [A({ Resorce: '*' })] },
  'a statement without a resource': { identity: [A({ Resource: undefined })] },
  'a statement with a principal in an identity policy': { identity: [A({ Principal: '*' })] },
  'a statement with Action and NotAction': { identity: [A({ NotAction: 's3:*' })] },
  'an effect nobody knows': { identity: [A({ Effect: 'allow' })] },
  'a readable policy beside an unreadable resource policy': { identity: [A()], resourcePolicy: '{' },
  'a key of the prototype as an element': { identity: '{"Version":"2012-10-17","__proto__":{},"Statement":[]}' },
};

describe('is allowed', () => {
  test.each(Object.entries(allowed))('%s', async (_, given) => expect((await decide(given)).kind).toBe('allow'));
});

describe('is denied', () => {
  test.each(Object.entries(denied))('%s', async (_, given) => expect((await decide(given)).kind).toBe('deny'));
});

describe('every decision says why', () => {
  const denial = async (given: Case) => {
    const decision = await decide(given);
    return decision.kind === 'deny' ? decision.message : 'allowed';
  };
  const start = `User: ${user.arn} is not authorized to perform: lambda:InvokeFunction on resource: ${fn('f')}`;

  test.each<[string, Case, string]>([
    ['without a policy', {}, 'because no identity-based policy allows the lambda:InvokeFunction action'],
    ['by a Deny', { identity: [A(), D()] }, 'with an explicit deny in an identity-based policy'],
    [
      'by the resource',
      { identity: [A()], resourcePolicy: [R({ Effect: 'Deny' })] },
      'with an explicit deny in a resource-based policy',
    ],
    [
      'by the boundary',
      { identity: [A()], boundary: [A({ Action: 's3:*' })] },
      'because no permissions boundary allows the lambda:InvokeFunction action',
    ],
    ['by an unreadable policy', { identity: 'x' }, 'because a policy cannot be read: Syntax errors in policy.'],
  ])('denied %s', async (_, given, reason) => expect(await denial(given)).toBe(`${start} ${reason}`));

  test('the statement that decided is named', async () => {
    expect(await decide({ identity: [A({ Sid: 'Mine' })] })).toEqual({ kind: 'allow', because: 'statement "Mine" of p' });
    expect(await decide({ identity: [A(), D()] })).toMatchObject({ because: 'statement 2 of p' });
  });

  test('a user or role that is gone may do nothing', async () => {
    const source = { grantedTo: async () => undefined, managedPolicy: async () => undefined };
    const decision = await new PolicyAuthorizer(source).authorize({
      principal: user,
      action: 'lambda:GetFunction',
      resource: '*',
    });
    expect(decision.kind).toBe('deny');
  });
});
