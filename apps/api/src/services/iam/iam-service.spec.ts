import {
  AttachRolePolicyCommand,
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  CreateRoleCommand,
  CreateUserCommand,
  DeleteAccessKeyCommand,
  DeletePolicyCommand,
  DeletePolicyVersionCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  DeleteUserCommand,
  DetachRolePolicyCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  GetUserCommand,
  type IAMClient,
  ListAccessKeysCommand,
  ListAttachedRolePoliciesCommand,
  ListInstanceProfilesForRoleCommand,
  ListPoliciesCommand,
  ListPolicyVersionsCommand,
  ListRolePoliciesCommand,
  ListRolesCommand,
  ListRoleTagsCommand,
  ListUsersCommand,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
  TagRoleCommand,
  UntagRoleCommand,
  UpdateAccessKeyCommand,
  UpdateAssumeRolePolicyCommand,
  UpdateRoleCommand,
} from '@aws-sdk/client-iam';
import { accountId, type IdentityEndpoint, identityEndpoint } from '../../../../../tests/kit/identity-endpoint.js';

let world: IdentityEndpoint;
let iam: IAMClient;
beforeAll(async () => {
  world = await identityEndpoint();
  iam = world.iam();
});
afterAll(async () => {
  expect(world.faults).toEqual([]);
  await world.close();
});

const lambdaTrust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});
const allow = (action: string, resource = '*') =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: action, Resource: resource }] });
const basicExecution = 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole';
const newRole = (name: string, more = {}) =>
  iam.send(new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument: lambdaTrust, ...more }));

/** The answer to a refused call, as its client sees it. */
async function refusal(call: Promise<unknown>): Promise<{ code: string; message: string; status: number | undefined }> {
  const error = await call.then(
    () => {
      throw new Error('the call was not refused');
    },
    (thrown) => thrown,
  );
  return { code: error.Error?.Code ?? error.Code ?? error.name, message: error.message, status: error.$metadata?.httpStatusCode };
}

describe('roles', () => {
  test('CreateRole, GetRole and ListRoles each show what AWS shows', async () => {
    const created = await newRole('shown', {
      Path: '/team/',
      Description: 'for tests',
      Tags: [
        { Key: 'b', Value: '1' },
        { Key: 'a', Value: '' },
      ],
    });
    const identity = {
      Path: '/team/',
      RoleName: 'shown',
      RoleId: expect.stringMatching(/^AROA[A-Z2-7]{17}$/),
      Arn: `arn:aws:iam::${accountId}:role/team/shown`,
      CreateDate: expect.any(Date),
      AssumeRolePolicyDocument: encodeURIComponent(lambdaTrust),
    };
    const tags = [
      { Key: 'b', Value: '1' },
      { Key: 'a', Value: '' },
    ];
    expect(created.Role).toEqual({ ...identity, Tags: tags });
    const listed = { ...identity, Description: 'for tests', MaxSessionDuration: 3600 };
    expect((await iam.send(new GetRoleCommand({ RoleName: 'shown' }))).Role).toEqual({ ...listed, RoleLastUsed: {}, Tags: tags });
    const list = await iam.send(new ListRolesCommand({ PathPrefix: '/team/' }));
    expect(list.Roles).toEqual([listed]);
    expect(list.IsTruncated).toBe(false);
  });

  test('names are taken without regard to case, and a missing role is named', async () => {
    await newRole('Taken');
    expect(await refusal(newRole('taken'))).toEqual({
      code: 'EntityAlreadyExists',
      message: 'Role with name taken already exists.',
      status: 409,
    });
    expect(await refusal(iam.send(new GetRoleCommand({ RoleName: 'absent' })))).toEqual({
      code: 'NoSuchEntity',
      message: 'The role with name absent cannot be found.',
      status: 404,
    });
  });

  test('a role created again under its name is another role', async () => {
    const first = (await newRole('phoenix')).Role!.RoleId;
    await iam.send(new DeleteRoleCommand({ RoleName: 'phoenix' }));
    expect((await newRole('phoenix')).Role!.RoleId).not.toBe(first);
  });

  test.each([
    ['{', 'This policy contains invalid Json'],
    [
      JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: '*', Action: 's3:*' }] }),
      'AssumeRole policy may only specify STS AssumeRole actions.',
    ],
    [
      JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole', Resource: '*' }],
      }),
      'Has prohibited field Resource',
    ],
  ])('a trust policy %s is malformed: %s', async (document, message) => {
    const refused = await refusal(newRole('malformed', { AssumeRolePolicyDocument: document }));
    expect(refused).toEqual({ code: 'MalformedPolicyDocument', message, status: 400 });
  });

  test('UpdateRole changes what it is given and nothing else', async () => {
    await newRole('updated', { Description: 'before' });
    await iam.send(new UpdateRoleCommand({ RoleName: 'updated', Description: 'after', MaxSessionDuration: 7200 }));
    await iam.send(new UpdateRoleCommand({ RoleName: 'updated' }));
    const trust = lambdaTrust.replace('lambda', 'ec2');
    await iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: 'updated', PolicyDocument: trust }));
    expect((await iam.send(new GetRoleCommand({ RoleName: 'updated' }))).Role).toMatchObject({
      Description: 'after',
      MaxSessionDuration: 7200,
      AssumeRolePolicyDocument: encodeURIComponent(trust),
    });
  });

  test('tags keep their order, are replaced by key, and refuse keys that differ by case only', async () => {
    await newRole('tagged');
    await iam.send(
      new TagRoleCommand({
        RoleName: 'tagged',
        Tags: [
          { Key: 'somekey', Value: '1' },
          { Key: 'other', Value: '2' },
        ],
      }),
    );
    await iam.send(new TagRoleCommand({ RoleName: 'tagged', Tags: [{ Key: 'SomeKey', Value: '' }] }));
    const tags = async () => (await iam.send(new ListRoleTagsCommand({ RoleName: 'tagged' }))).Tags;
    expect(await tags()).toEqual([
      { Key: 'somekey', Value: '' },
      { Key: 'other', Value: '2' },
    ]);
    await iam.send(new UntagRoleCommand({ RoleName: 'tagged', TagKeys: ['somekey'] }));
    expect(await tags()).toEqual([{ Key: 'other', Value: '2' }]);
    const twice = new TagRoleCommand({
      RoleName: 'tagged',
      Tags: [
        { Key: 'k', Value: '' },
        { Key: 'K', Value: '' },
      ],
    });
    expect(await refusal(iam.send(twice))).toEqual({
      code: 'InvalidInput',
      message: 'Duplicate tag keys found. Please note that Tag keys are case insensitive.',
      status: 400,
    });
  });

  test('listings come in pages that join up, whatever the path prefix holds', async () => {
    for (const name of ['p1', 'p2', 'p3', 'p4', 'p5']) await newRole(name, { Path: '/a_b/' });
    await newRole('p6', { Path: '/axb/' });
    const first = await iam.send(new ListRolesCommand({ PathPrefix: '/a_b/', MaxItems: 2 }));
    expect(first.Roles!.map((role) => role.RoleName)).toEqual(['p1', 'p2']);
    expect(first.IsTruncated).toBe(true);
    const second = await iam.send(new ListRolesCommand({ PathPrefix: '/a_b/', MaxItems: 10, Marker: first.Marker }));
    expect(second.Roles!.map((role) => role.RoleName)).toEqual(['p3', 'p4', 'p5']);
    expect(second.IsTruncated).toBe(false);
    expect((await refusal(iam.send(new ListRolesCommand({ Marker: 'bm9uc2Vuc2U' })))).code).toBe('ValidationError');
  });

  test('a boundary must be a policy that exists', async () => {
    const boundary = (arn: string) => refusal(newRole('bound', { PermissionsBoundary: arn }));
    expect(await boundary(`arn:aws:iam::${accountId}:not_a_policy/invalid`)).toMatchObject({
      code: 'InvalidInput',
      message: `ARN arn:aws:iam::${accountId}:not_a_policy/invalid is not valid.`,
    });
    expect(await boundary(`arn:aws:iam::${accountId}:policy/none`)).toMatchObject({
      code: 'NoSuchEntity',
      message: `Scope ARN: arn:aws:iam::${accountId}:policy/none does not exist or is not attachable.`,
    });
  });

  test('tools that ask for instance profiles are told there are none', async () => {
    await newRole('unprofiled');
    const { InstanceProfiles, IsTruncated } = await iam.send(new ListInstanceProfilesForRoleCommand({ RoleName: 'unprofiled' }));
    expect({ InstanceProfiles, IsTruncated }).toEqual({ InstanceProfiles: [], IsTruncated: false });
  });
});

describe('policies of roles', () => {
  test('a role with policies cannot be deleted until they are gone', async () => {
    await newRole('loaded');
    await iam.send(new AttachRolePolicyCommand({ RoleName: 'loaded', PolicyArn: basicExecution }));
    await iam.send(new AttachRolePolicyCommand({ RoleName: 'loaded', PolicyArn: basicExecution }));
    await iam.send(new PutRolePolicyCommand({ RoleName: 'loaded', PolicyName: 'own', PolicyDocument: allow('s3:GetObject') }));
    const attached = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName: 'loaded' }));
    expect(attached.AttachedPolicies).toEqual([{ PolicyName: 'AWSLambdaBasicExecutionRole', PolicyArn: basicExecution }]);
    const remove = () => iam.send(new DeleteRoleCommand({ RoleName: 'loaded' }));
    expect(await refusal(remove())).toEqual({
      code: 'DeleteConflict',
      message: 'Cannot delete entity, must detach all policies first.',
      status: 409,
    });
    await iam.send(new DetachRolePolicyCommand({ RoleName: 'loaded', PolicyArn: basicExecution }));
    expect((await refusal(remove())).message).toBe('Cannot delete entity, must delete policies first.');
    await iam.send(new DeleteRolePolicyCommand({ RoleName: 'loaded', PolicyName: 'own' }));
    await remove();
  });

  test('inline policies are listed, shown URL-encoded, and named when missing', async () => {
    await newRole('inlined');
    await iam.send(new PutRolePolicyCommand({ RoleName: 'inlined', PolicyName: 'two', PolicyDocument: allow('s3:PutObject') }));
    await iam.send(new PutRolePolicyCommand({ RoleName: 'inlined', PolicyName: 'one', PolicyDocument: allow('s3:GetObject') }));
    const shown = await iam.send(new GetRolePolicyCommand({ RoleName: 'inlined', PolicyName: 'one' }));
    expect(decodeURIComponent(shown.PolicyDocument!)).toBe(allow('s3:GetObject'));
    expect((await iam.send(new ListRolePoliciesCommand({ RoleName: 'inlined' }))).PolicyNames).toEqual(['one', 'two']);
    expect(await refusal(iam.send(new GetRolePolicyCommand({ RoleName: 'inlined', PolicyName: 'three' })))).toEqual({
      code: 'NoSuchEntity',
      message: 'The role policy with name three cannot be found.',
      status: 404,
    });
  });

  test('all inline policies together must fit the quota', async () => {
    await newRole('full');
    const large = allow(`s3:${'x'.repeat(6000)}`);
    const put = (name: string) =>
      iam.send(new PutRolePolicyCommand({ RoleName: 'full', PolicyName: name, PolicyDocument: large }));
    await put('first');
    await put('first');
    expect(await refusal(put('second'))).toEqual({
      code: 'LimitExceeded',
      message: 'Maximum policy size of 10240 bytes exceeded for role full',
      status: 409,
    });
  });

  test('what is not a policy cannot be attached or detached', async () => {
    await newRole('picky');
    const attach = (arn: string) => refusal(iam.send(new AttachRolePolicyCommand({ RoleName: 'picky', PolicyArn: arn })));
    expect(await attach('longpolicynamebutnoarn')).toMatchObject({
      code: 'ValidationError',
      message: 'ARN longpolicynamebutnoarn is not valid.',
    });
    expect(await attach(`arn:aws:iam::${accountId}:policy/none`)).toMatchObject({
      code: 'NoSuchEntity',
      message: `Policy arn:aws:iam::${accountId}:policy/none does not exist or is not attachable.`,
    });
    const detach = iam.send(new DetachRolePolicyCommand({ RoleName: 'picky', PolicyArn: basicExecution }));
    expect(await refusal(detach)).toMatchObject({ code: 'NoSuchEntity', message: `Policy ${basicExecution} was not found.` });
  });

  test('ten attach at once to one role and no more than the quota stay', async () => {
    await newRole('crowded');
    const policies = (await iam.send(new ListPoliciesCommand({ Scope: 'AWS', MaxItems: 14 }))).Policies!;
    const outcomes = await Promise.allSettled(
      policies.map(({ Arn }) => iam.send(new AttachRolePolicyCommand({ RoleName: 'crowded', PolicyArn: Arn! }))),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(10);
    expect((await iam.send(new ListAttachedRolePoliciesCommand({ RoleName: 'crowded' }))).AttachedPolicies).toHaveLength(10);
  });
});

describe('managed policies', () => {
  test('a policy lives from v1 over five versions to its end', async () => {
    const { Policy } = await iam.send(
      new CreatePolicyCommand({ PolicyName: 'versioned', PolicyDocument: allow('s3:a'), Description: 'd' }),
    );
    expect(Policy).toEqual({
      PolicyName: 'versioned',
      PolicyId: expect.stringMatching(/^ANPA[A-Z2-7]{17}$/),
      Arn: `arn:aws:iam::${accountId}:policy/versioned`,
      Path: '/',
      DefaultVersionId: 'v1',
      AttachmentCount: 0,
      PermissionsBoundaryUsageCount: 0,
      IsAttachable: true,
      CreateDate: expect.any(Date),
      UpdateDate: expect.any(Date),
    });
    const arn = Policy!.Arn!;
    const add = (setAsDefault: boolean) =>
      iam.send(new CreatePolicyVersionCommand({ PolicyArn: arn, PolicyDocument: allow('s3:b'), SetAsDefault: setAsDefault }));
    expect((await add(true)).PolicyVersion).toMatchObject({ VersionId: 'v2', IsDefaultVersion: true });
    for (let count = 3; count <= 5; count++) await add(false);
    expect(await refusal(add(false))).toMatchObject({
      code: 'LimitExceeded',
      message:
        'A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.',
    });
    const drop = (version: string) => iam.send(new DeletePolicyVersionCommand({ PolicyArn: arn, VersionId: version }));
    expect((await refusal(drop('v2'))).message).toBe('Cannot delete the default version of a policy.');
    expect((await refusal(drop('v9'))).message).toBe(`Policy ${arn} version v9 does not exist or is not attachable.`);
    await drop('v5');
    expect((await add(false)).PolicyVersion).toMatchObject({ VersionId: 'v6', IsDefaultVersion: false });
    const { Versions } = await iam.send(new ListPolicyVersionsCommand({ PolicyArn: arn }));
    expect(Versions!.map(({ VersionId }) => VersionId)).toEqual(['v6', 'v4', 'v3', 'v2', 'v1']);
    expect((await refusal(iam.send(new DeletePolicyCommand({ PolicyArn: arn })))).code).toBe('DeleteConflict');
    for (const version of ['v6', 'v4', 'v3', 'v1']) await drop(version);
    await iam.send(new DeletePolicyCommand({ PolicyArn: arn }));
    expect((await refusal(iam.send(new GetPolicyCommand({ PolicyArn: arn })))).message).toBe(`Policy ${arn} was not found.`);
  });

  test('a policy that a role has cannot be deleted, and counts its attachments', async () => {
    const { Policy } = await iam.send(new CreatePolicyCommand({ PolicyName: 'held', PolicyDocument: allow('s3:a') }));
    await newRole('holder');
    await iam.send(new AttachRolePolicyCommand({ RoleName: 'holder', PolicyArn: Policy!.Arn! }));
    expect((await iam.send(new GetPolicyCommand({ PolicyArn: Policy!.Arn! }))).Policy).toMatchObject({
      AttachmentCount: 1,
      Tags: [],
    });
    const attached = await iam.send(new ListPoliciesCommand({ Scope: 'Local', OnlyAttached: true }));
    expect(attached.Policies!.map(({ PolicyName }) => PolicyName)).toContain('held');
    expect(await refusal(iam.send(new DeletePolicyCommand({ PolicyArn: Policy!.Arn! })))).toMatchObject({
      code: 'DeleteConflict',
      message: 'Cannot delete a policy attached to entities.',
    });
  });

  test('a name is taken once, and a document that says nothing valid is malformed', async () => {
    const create = (document: string) => iam.send(new CreatePolicyCommand({ PolicyName: 'strict', PolicyDocument: document }));
    await create(allow('s3:a'));
    expect((await refusal(create(allow('s3:a')))).message).toBe(
      'A policy called strict already exists. Duplicate names are not allowed.',
    );
    expect(await refusal(create('no json'))).toMatchObject({
      code: 'MalformedPolicyDocument',
      message: 'Syntax errors in policy.',
    });
    expect((await refusal(create(allow(`s3:${'x'.repeat(6200)}`)))).message).toBe('Cannot exceed quota for PolicySize: 6144');
  });

  test('what AWS publishes is there for every account and cannot be changed', async () => {
    const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn: basicExecution }));
    expect(Policy).toMatchObject({ PolicyName: 'AWSLambdaBasicExecutionRole', Path: '/service-role/', DefaultVersionId: 'v1' });
    const { PolicyVersion } = await iam.send(new GetPolicyVersionCommand({ PolicyArn: basicExecution, VersionId: 'v1' }));
    expect(JSON.parse(decodeURIComponent(PolicyVersion!.Document!))).toEqual({
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Action: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'], Resource: '*' },
      ],
    });
    expect((await refusal(iam.send(new DeletePolicyCommand({ PolicyArn: basicExecution })))).code).toBe('NoSuchEntity');
  });
});

describe('users and their keys', () => {
  test('the first account has its admin, found also by a call that names nobody', async () => {
    const { User } = await iam.send(new GetUserCommand({}));
    expect(User).toEqual({
      Path: '/',
      UserName: 'admin',
      UserId: expect.stringMatching(/^AIDA[A-Z2-7]{17}$/),
      Arn: `arn:aws:iam::${accountId}:user/admin`,
      CreateDate: expect.any(Date),
    });
    expect((await iam.send(new ListUsersCommand({}))).Users!.map(({ UserName }) => UserName)).toContain('admin');
  });

  test('a key works from when it is made until it is switched off or deleted, and a user has two at most', async () => {
    await iam.send(new CreateUserCommand({ UserName: 'carol' }));
    await iam.send(new PutUserPolicyCommand({ UserName: 'carol', PolicyName: 'self', PolicyDocument: allow('iam:GetUser') }));
    const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'carol' }));
    const id = AccessKey!.AccessKeyId!;
    expect(AccessKey).toMatchObject({
      UserName: 'carol',
      AccessKeyId: expect.stringMatching(/^AKIA[A-Z2-7]{16}$/),
      Status: 'Active',
    });
    const carol = world.iam({ accessKeyId: id, secretAccessKey: AccessKey!.SecretAccessKey! });
    const ask = () => carol.send(new GetUserCommand({}));
    expect((await ask()).User!.UserName).toBe('carol');

    const set = (status: 'Active' | 'Inactive') =>
      iam.send(new UpdateAccessKeyCommand({ UserName: 'carol', AccessKeyId: id, Status: status }));
    await set('Inactive');
    expect(await refusal(ask())).toMatchObject({ code: 'InvalidClientTokenId', status: 403 });
    await set('Active');
    await ask();

    await iam.send(new CreateAccessKeyCommand({ UserName: 'carol' }));
    expect(await refusal(iam.send(new CreateAccessKeyCommand({ UserName: 'carol' })))).toEqual({
      code: 'LimitExceeded',
      message: 'Cannot exceed quota for AccessKeysPerUser: 2',
      status: 409,
    });
    await iam.send(new DeleteAccessKeyCommand({ UserName: 'carol', AccessKeyId: id }));
    expect((await refusal(ask())).code).toBe('InvalidClientTokenId');
    const again = iam.send(new DeleteAccessKeyCommand({ UserName: 'carol', AccessKeyId: id }));
    expect((await refusal(again)).message).toBe(`The Access Key with id ${id} cannot be found.`);
    expect((await refusal(iam.send(new DeleteUserCommand({ UserName: 'carol' })))).code).toBe('DeleteConflict');
    expect((await iam.send(new ListAccessKeysCommand({ UserName: 'carol' }))).AccessKeyMetadata).toHaveLength(1);
  });

  test('of several keys asked for at once no more than two are made', async () => {
    await iam.send(new CreateUserCommand({ UserName: 'greedy' }));
    const asked = Array.from({ length: 6 }, () => iam.send(new CreateAccessKeyCommand({ UserName: 'greedy' })));
    expect((await Promise.allSettled(asked)).filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
  });

  test('a denial says who, what, on which resource and why, and a policy given or taken counts at once', async () => {
    await iam.send(new CreateUserCommand({ UserName: 'dave', Path: '/ops/' }));
    const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'dave' }));
    const dave = world.iam({ accessKeyId: AccessKey!.AccessKeyId!, secretAccessKey: AccessKey!.SecretAccessKey! });
    const create = () =>
      dave.send(new CreateRoleCommand({ RoleName: 'daves', Path: '/ops/', AssumeRolePolicyDocument: lambdaTrust }));
    const who = `User: arn:aws:iam::${accountId}:user/ops/dave is not authorized to perform: iam:CreateRole on resource: arn:aws:iam::${accountId}:role/ops/daves`;
    expect(await refusal(create())).toEqual({
      code: 'AccessDenied',
      message: `${who} because no identity-based policy allows the iam:CreateRole action`,
      status: 403,
    });
    await iam.send(new AttachUserPolicyCommand({ UserName: 'dave', PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' }));
    await create();
    const deny = JSON.stringify({
      Version: '2012-10-17',
      Statement: { Effect: 'Deny', Action: 'iam:*', Resource: `arn:aws:iam::${accountId}:role/ops/*` },
    });
    await iam.send(new PutUserPolicyCommand({ UserName: 'dave', PolicyName: 'stop', PolicyDocument: deny }));
    expect((await refusal(create())).message).toBe(`${who} with an explicit deny in an identity-based policy`);
    await dave.send(new GetUserCommand({}));
  });
});
