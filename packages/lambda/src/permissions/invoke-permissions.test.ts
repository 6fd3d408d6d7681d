import { InvokePermissions, type Permission } from './invoke-permissions.js';

type Asked = Parameters<ConstructorParameters<typeof InvokePermissions<string>>[1]['authorize']>[0];

const scope = { accountId: '111111111111', region: 'us-east-1' };
const arn = 'arn:aws:lambda:us-east-1:111111111111:function:f';
const policies = { '': 'of the function', PROD: 'of the alias' };

/** Answers by the action, and remembers what it was asked. */
function asking(answers: Record<string, Permission['kind']> = {}) {
  const asked: Asked[] = [];
  const authorize = async (request: Asked): Promise<Permission> => {
    asked.push(request);
    return answers[request.action] === 'deny' ? { kind: 'deny', message: `no ${request.action}` } : { kind: 'allow' };
  };
  const accessOf = async () => ({ functionId: 'f', tags: {}, policies });
  return { asked, permissions: new InvokePermissions<string>({ accessOf }, { authorize }) };
}

const reference = (qualifier?: string) => ({ scope, name: 'f', qualifier });

it.each<[string | undefined, string, string | undefined]>([
  [undefined, arn, 'of the function'],
  ['PROD', `${arn}:PROD`, 'of the alias'],
  ['1', `${arn}:1`, undefined],
  ['$LATEST', `${arn}:$LATEST`, undefined],
  ['constructor', `${arn}:constructor`, undefined],
])('asks under the qualifier %s with its own ARN and policy', async (qualifier, resource, resourcePolicy) => {
  const { asked, permissions } = asking();
  await permissions.mayInvoke('s3.amazonaws.com', { arn: 'arn:aws:s3:::b', accountId: '222222222222' }, reference(qualifier));
  expect(asked).toEqual([
    {
      principal: { kind: 'service', service: 's3.amazonaws.com' },
      action: 'lambda:InvokeFunction',
      resource,
      context: { 'aws:SourceArn': ['arn:aws:s3:::b'], 'aws:SourceAccount': ['222222222222'] },
      ...(resourcePolicy && { resourcePolicy }),
    },
  ]);
});

describe('a request to a function URL', () => {
  const request = { reference: reference(), conditionKeys: { 'aws:SourceIp': ['192.0.2.1'] } };

  it('needs the permission to use the URL', async () => {
    const { asked, permissions } = asking();
    expect(await permissions.mayInvokeByUrl({ ...request, authType: 'NONE', caller: undefined })).toEqual({ kind: 'allow' });
    expect(asked.map(({ action, principal, context }) => [action, principal, context])).toEqual([
      [
        'lambda:InvokeFunctionUrl',
        { kind: 'anonymous' },
        { 'lambda:FunctionUrlAuthType': ['NONE'], 'aws:SourceIp': ['192.0.2.1'] },
      ],
    ]);
    const { permissions: without } = asking({ 'lambda:InvokeFunctionUrl': 'deny' });
    expect(await without.mayInvokeByUrl({ ...request, authType: 'NONE', caller: undefined })).toEqual({
      kind: 'deny',
      message: 'no lambda:InvokeFunctionUrl',
    });
  });

  it('is one of whoever signed it, or of nobody where signatures play no part', async () => {
    const { asked, permissions } = asking();
    await permissions.mayInvokeByUrl({ ...request, authType: 'AWS_IAM', caller: 'alice' });
    await permissions.mayInvokeByUrl({ ...request, authType: 'NONE', caller: 'alice' });
    expect(asked.map(({ principal }) => principal)).toEqual(['alice', { kind: 'anonymous' }]);
  });

  it('without a signature is refused where one is asked for, whatever the policy says', async () => {
    const { asked, permissions } = asking();
    expect(await permissions.mayInvokeByUrl({ ...request, authType: 'AWS_IAM', caller: undefined })).toMatchObject({
      kind: 'deny',
    });
    expect(asked).toEqual([]);
  });
});
