import type { ExecutableVersion } from '@hearth/lambda';
import { serviceRoleCredentials } from './service-role-credentials.js';

it("tells the role's trust policy for which function of which account the role is assumed", async () => {
  const asked: unknown[][] = [];
  const issued = { accessKeyId: 'ASIA', secretAccessKey: 's', sessionToken: 't', expiration: new Date() };
  const sessions = {
    issue: async (...question: unknown[]) => {
      asked.push(question);
      return issued;
    },
  };
  const roleArn = 'arn:aws:iam::111111111111:role/r';
  const target = {
    roleArn,
    accountId: '111111111111',
    region: 'eu-west-1',
    functionName: 'f',
    version: '7',
  } as ExecutableVersion;
  expect(await serviceRoleCredentials(sessions, 900).credentialsFor(target)).toBe(issued);
  const source = {
    'aws:SourceArn': ['arn:aws:lambda:eu-west-1:111111111111:function:f'],
    'aws:SourceAccount': ['111111111111'],
  };
  expect(asked).toEqual([[roleArn, 'f', 900, source]]);
});
