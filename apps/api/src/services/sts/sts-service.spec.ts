import {
  AttachRolePolicyCommand,
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  GetRoleCommand,
  ListRolesCommand,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import {
  AssumeRoleCommand,
  GetAccessKeyInfoCommand,
  GetCallerIdentityCommand,
  GetSessionTokenCommand,
} from '@aws-sdk/client-sts';
import {
  accountId,
  adminKey,
  adminPassword,
  type IdentityEndpoint,
  identityEndpoint,
  type Keys,
} from '../../../../../tests/kit/identity-endpoint.js';

let world: IdentityEndpoint;
beforeAll(async () => {
  world = await identityEndpoint();
});
afterAll(async () => {
  expect(world.faults).toEqual([]);
  await world.close();
});

const trusting = (principal: object, condition?: object) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole', ...(condition && { Condition: condition }) }],
  });
const adminArn = `arn:aws:iam::${accountId}:user/admin`;
const listRoles = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'iam:ListRoles', Resource: '*' }],
});

async function newRole(name: string, trust: string): Promise<string> {
  const { Role } = await world.iam().send(new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument: trust }));
  return Role!.Arn!;
}

async function newUser(name: string): Promise<Keys> {
  await world.iam().send(new CreateUserCommand({ UserName: name }));
  const { AccessKey } = await world.iam().send(new CreateAccessKeyCommand({ UserName: name }));
  return { accessKeyId: AccessKey!.AccessKeyId!, secretAccessKey: AccessKey!.SecretAccessKey! };
}

async function assume(roleArn: string, keys: Keys = adminKey, more: object = {}): Promise<Keys> {
  const { Credentials } = await world
    .sts(keys)
    .send(new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: 'test', ...more }));
  return {
    accessKeyId: Credentials!.AccessKeyId!,
    secretAccessKey: Credentials!.SecretAccessKey!,
    sessionToken: Credentials!.SessionToken!,
  };
}

const refusal = (call: Promise<unknown>) =>
  call.then(
    () => 'not refused',
    (error) => `${error.Error?.Code ?? error.Code ?? error.name}: ${error.message}`,
  );

test('GetCallerIdentity needs no permission and tells users and sessions who they are', async () => {
  const erin = await newUser('erin');
  expect(await world.sts(erin).send(new GetCallerIdentityCommand({}))).toMatchObject({
    Account: accountId,
    Arn: `arn:aws:iam::${accountId}:user/erin`,
    UserId: expect.stringMatching(/^AIDA/),
  });
  const session = await assume(await newRole('who', trusting({ AWS: adminArn })));
  expect(await world.sts(session).send(new GetCallerIdentityCommand({}))).toMatchObject({
    Account: accountId,
    Arn: `arn:aws:sts::${accountId}:assumed-role/who/test`,
    UserId: expect.stringMatching(/^AROA[A-Z2-7]{17}:test$/),
  });
});

test('a session may do what its role may, from the moment that changes', async () => {
  const roleArn = await newRole('lister', trusting({ AWS: adminArn }));
  const session = await assume(roleArn);
  const list = () => world.iam(session).send(new ListRolesCommand({}));
  const denied = `AccessDenied: User: arn:aws:sts::${accountId}:assumed-role/lister/test is not authorized to perform: iam:ListRoles on resource: arn:aws:iam::${accountId}:role/ because no identity-based policy allows the iam:ListRoles action`;
  expect(await refusal(list())).toBe(denied);
  await world.iam().send(new PutRolePolicyCommand({ RoleName: 'lister', PolicyName: 'list', PolicyDocument: listRoles }));
  await list();
  await world.iam().send(new DeleteRolePolicyCommand({ RoleName: 'lister', PolicyName: 'list' }));
  expect(await refusal(list())).toBe(denied);
});

test('a session ends with its role, also when another takes its name', async () => {
  const roleArn = await newRole('mortal', trusting({ AWS: adminArn }));
  const session = await assume(roleArn);
  await world.iam().send(new DeleteRoleCommand({ RoleName: 'mortal' }));
  expect(await refusal(world.sts(session).send(new GetCallerIdentityCommand({})))).toMatch(/^InvalidClientTokenId/);
  await newRole('mortal', trusting({ AWS: adminArn }));
  expect(await refusal(world.sts(session).send(new GetCallerIdentityCommand({})))).toMatch(/^InvalidClientTokenId/);
});

test('a session policy limits the session and gives nothing', async () => {
  const roleArn = await newRole('limited', trusting({ AWS: adminArn }));
  await world
    .iam()
    .send(new AttachRolePolicyCommand({ RoleName: 'limited', PolicyArn: 'arn:aws:iam::aws:policy/IAMReadOnlyAccess' }));
  const session = await assume(roleArn, adminKey, { Policy: listRoles });
  await world.iam(session).send(new ListRolesCommand({}));
  expect(await refusal(world.iam(session).send(new GetRoleCommand({ RoleName: 'limited' })))).toMatch(
    /because no session policy allows the iam:GetRole action/,
  );
  const byArn = await assume(roleArn, adminKey, { PolicyArns: [{ arn: 'arn:aws:iam::aws:policy/AmazonSQSFullAccess' }] });
  expect(await refusal(world.iam(byArn).send(new ListRolesCommand({})))).toMatch(/no session policy/);
});

test('a role is assumed only by whom it trusts, and a missing one is not told from a closed one', async () => {
  const frank = await newUser('frank');
  const closed = await newRole('closed', trusting({ AWS: adminArn }));
  const denied = (arn: string) =>
    `AccessDenied: User: arn:aws:iam::${accountId}:user/frank is not authorized to perform: sts:AssumeRole on resource: ${arn}`;
  expect(await refusal(assume(closed, frank))).toBe(denied(closed));
  const missing = `arn:aws:iam::${accountId}:role/missing`;
  expect(await refusal(assume(missing, frank))).toBe(denied(missing));
  expect(await refusal(assume('nothing-valid-in-here-at-all', frank))).toBe(
    'ValidationError: nothing-valid-in-here-at-all is invalid',
  );
});

test("a role that trusts its account leaves the decision to the user's own policies", async () => {
  const grace = await newUser('grace');
  const roleArn = await newRole('open', trusting({ AWS: accountId }));
  expect(await refusal(assume(roleArn, grace))).toMatch(/^AccessDenied/);
  await world
    .iam()
    .send(new AttachUserPolicyCommand({ UserName: 'grace', PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' }));
  await assume(roleArn, grace);
});

test('an external id that the role asks for must be given', async () => {
  const roleArn = await newRole('partner', trusting({ AWS: adminArn }, { StringEquals: { 'sts:ExternalId': 'secret-42' } }));
  expect(await refusal(assume(roleArn))).toMatch(/^AccessDenied/);
  expect(await refusal(assume(roleArn, adminKey, { ExternalId: 'wrong' }))).toMatch(/^AccessDenied/);
  await assume(roleArn, adminKey, { ExternalId: 'secret-42' });
});

test('no session outlasts what its role allows', async () => {
  const roleArn = await newRole('short', trusting({ AWS: adminArn }));
  expect(await refusal(assume(roleArn, adminKey, { DurationSeconds: 3601 }))).toBe(
    'ValidationError: The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
  );
  const { Credentials } = await world
    .sts()
    .send(new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: 'test', DurationSeconds: 900 }));
  const seconds = (Credentials!.Expiration!.getTime() - Date.now()) / 1000;
  expect(seconds).toBeGreaterThan(880);
  expect(seconds).toBeLessThanOrEqual(900);
});

test('what cannot be enforced yet is refused, not ignored', async () => {
  const roleArn = await newRole('tagging', trusting({ AWS: adminArn }));
  expect(await refusal(assume(roleArn, adminKey, { Tags: [{ Key: 'team', Value: 'a' }] }))).toBe(
    'ValidationError: Hearth does not support Tags yet.',
  );
});

test('a token that is missing, altered, or of another key is refused', async () => {
  const roleArn = await newRole('sealed', trusting({ AWS: adminArn }));
  const [one, two] = [await assume(roleArn), await assume(roleArn)];
  const ask = (keys: Keys) => refusal(world.sts(keys).send(new GetCallerIdentityCommand({})));
  expect(await ask({ accessKeyId: one.accessKeyId, secretAccessKey: one.secretAccessKey })).toMatch(/^InvalidClientTokenId/);
  expect(await ask({ ...one, sessionToken: two.sessionToken! })).toMatch(/^InvalidClientTokenId/);
  const altered = Buffer.from(one.sessionToken!, 'base64');
  altered[altered.length - 1]! ^= 1;
  expect(await ask({ ...one, sessionToken: altered.toString('base64') })).toMatch(/^InvalidClientTokenId/);
  expect(await ask({ ...adminKey, sessionToken: one.sessionToken! })).toMatch(/^InvalidClientTokenId/);
});

test('GetSessionToken gives users credentials with their own permissions, and sessions none', async () => {
  const { Credentials } = await world.sts().send(new GetSessionTokenCommand({}));
  const session = {
    accessKeyId: Credentials!.AccessKeyId!,
    secretAccessKey: Credentials!.SecretAccessKey!,
    sessionToken: Credentials!.SessionToken!,
  };
  expect(await world.sts(session).send(new GetCallerIdentityCommand({}))).toMatchObject({ Arn: adminArn });
  expect(await refusal(world.sts(session).send(new GetSessionTokenCommand({})))).toBe(
    'AccessDenied: Cannot call GetSessionToken with session credentials',
  );
});

test('GetAccessKeyInfo tells the account of permanent and temporary keys', async () => {
  const session = await assume(await newRole('info', trusting({ AWS: adminArn })));
  for (const AccessKeyId of [adminKey.accessKeyId, session.accessKeyId]) {
    expect((await world.sts().send(new GetAccessKeyInfoCommand({ AccessKeyId }))).Account).toBe(accountId);
  }
});

describe('what Lambda asks of identity', () => {
  const admin = { kind: 'user', accountId, arn: adminArn, uniqueId: '', userName: 'admin' } as const;
  const principal = async () => ({ ...admin, uniqueId: (await world.identity.users.get(accountId, 'admin')).id });

  test('a role passes when the caller may pass it and it trusts the service', async () => {
    const roleArn = await newRole('execution', trusting({ Service: 'lambda.amazonaws.com' }));
    const { passRole } = world.identity;
    expect(await passRole.check(await principal(), roleArn, 'lambda.amazonaws.com')).toEqual({ kind: 'passable' });
    const refused = await passRole.check(await principal(), roleArn, 'ec2.amazonaws.com');
    expect(refused).toMatchObject({ kind: 'refused', code: 'NotAssumable' });
    expect(await passRole.check(await principal(), `${roleArn}-missing`, 'lambda.amazonaws.com')).toMatchObject({
      code: 'NotAssumable',
    });
    const foreign = await passRole.check(await principal(), 'arn:aws:iam::999999999999:role/execution', 'lambda.amazonaws.com');
    expect(foreign).toEqual({ kind: 'refused', code: 'AccessDenied', message: 'Cross-account pass role is not allowed.' });
  });

  test('an environment gets credentials of its role, and only of a role that trusts Lambda', async () => {
    const roleArn = await newRole('environment', trusting({ Service: 'lambda.amazonaws.com' }));
    const issued = await world.identity.sessions.issue(roleArn, 'my-function', 3600);
    expect(await world.sts(issued).send(new GetCallerIdentityCommand({}))).toMatchObject({
      Arn: `arn:aws:sts::${accountId}:assumed-role/environment/my-function`,
    });
    const closed = await newRole('not-lambda', trusting({ Service: 'ec2.amazonaws.com' }));
    await expect(world.identity.sessions.issue(closed, 'my-function', 3600)).rejects.toMatchObject({
      code: 'AccessDeniedException',
    });
  });

  test('a trust policy may ask for the function that is to use the role', async () => {
    const source = `arn:aws:lambda:us-east-1:${accountId}:function:one`;
    const roleArn = await newRole(
      'one-function',
      trusting({ Service: 'lambda.amazonaws.com' }, { ArnLike: { 'aws:SourceArn': source } }),
    );
    await world.identity.sessions.issue(roleArn, 'one', 900, { 'aws:SourceArn': [source] });
    await expect(world.identity.sessions.issue(roleArn, 'one', 900)).rejects.toMatchObject({ code: 'AccessDeniedException' });
  });
});

describe('the first account', () => {
  const settings = { accountId, ...adminKey, adminPassword };

  test('signs in to the console with its password and no other', async () => {
    const { signIn } = world.identity;
    expect(await signIn.verifyConsolePassword(accountId, 'admin', adminPassword)).toMatchObject({ kind: 'user', arn: adminArn });
    expect(await signIn.verifyConsolePassword(accountId, 'admin', 'wrong')).toBeUndefined();
    expect(await signIn.verifyConsolePassword(accountId, 'nobody', adminPassword)).toBeUndefined();
    expect(await signIn.verifyConsolePassword('999999999999', 'admin', adminPassword)).toBeUndefined();
  });

  test('is made once, however many processes start', async () => {
    const fresh = { ...settings, accountId: '210987654321', accessKeyId: 'AKIAFRESHFRESHFRESH2' };
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => world.identity.ensureFirstAccount(fresh)));
    expect(outcomes.filter(({ founded }) => founded)).toHaveLength(1);
    expect(outcomes.every(({ keyAccepted }) => keyAccepted)).toBe(true);
  });

  test('keeps what was changed since: a deleted key does not come back', async () => {
    const fresh = { ...settings, accountId: '310987654321', accessKeyId: 'AKIAFRESHFRESHFRESH3' };
    await world.identity.ensureFirstAccount(fresh);
    const user = await world.identity.users.get(fresh.accountId, 'admin');
    await world.identity.userKeys.delete(user, fresh.accessKeyId);
    expect(await world.identity.ensureFirstAccount(fresh)).toEqual({ founded: false, keyAccepted: false });
    expect(await world.identity.accessKeys.find(fresh.accessKeyId, undefined)).toEqual({ kind: 'unknown' });
  });

  test('no secret can be read in the database', async () => {
    const { rows } = await world.connection.pool.query("SELECT encode(sealed_secret, 'escape') AS secret FROM access_keys");
    expect(rows.length).toBeGreaterThan(0);
    for (const { secret } of rows) expect(secret).not.toContain(adminKey.secretAccessKey);
  });
});
