import { type NewPermission, permissionStatement } from './permission-statement.js';

const arn = 'arn:aws:lambda:us-east-1:111111111111:function:f';
const write = (permission: Partial<NewPermission>) =>
  JSON.stringify(permissionStatement({ statementId: 's', action: 'lambda:InvokeFunction', principal: '*', ...permission }, arn));

it("has its members in AWS's order, and no condition without one", () => {
  expect(write({})).toBe(`{"Sid":"s","Effect":"Allow","Principal":"*","Action":"lambda:InvokeFunction","Resource":"${arn}"}`);
});

it('joins everything that is asked to be equal in one block, before what is asked to be like', () => {
  const everything = {
    action: 'lambda:InvokeFunctionUrl',
    sourceArn: 'arn:aws:s3:::b',
    sourceAccount: '111111111111',
    principalOrgId: 'o-1234567890',
    functionUrlAuthType: 'NONE',
  };
  const { Condition } = JSON.parse(write(everything)) as { Condition: object };
  expect(JSON.stringify(Condition)).toBe(
    '{"StringEquals":{"lambda:FunctionUrlAuthType":"NONE","aws:PrincipalOrgID":"o-1234567890","AWS:SourceAccount":"111111111111"},' +
      '"ArnLike":{"AWS:SourceArn":"arn:aws:s3:::b"}}',
  );
});

it.each([
  'invalid.nonaws.com',
  's3.amazonaws.com.evil.com',
  'amazonaws.com',
  '1234567890123',
  'arn:aws:s3:::bucket',
  'arn:aws:iam::111111111111:group/g',
  'arn:aws:iam::1:root',
  '',
])('refuses "%s", whom nobody could be', (principal) => {
  expect(() => write({ principal })).toThrow('The provided principal was invalid. Please check the principal and try again.');
});
