import { isPublicPolicy } from './public-policy.js';

const text = (statement: object) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*', ...statement }],
  });
const when = (operator: string, key: string, value: unknown) => ({ Principal: '*', Condition: { [operator]: { [key]: value } } });

it.each([
  ['everybody', { Principal: '*' }],
  ['every AWS principal', { Principal: { AWS: '*' } }],
  ['everybody with a condition that ties nobody', when('StringEquals', 's3:prefix', 'a')],
  ['everybody from every address', when('IpAddress', 'aws:SourceIp', '0.0.0.0/0')],
  ['everybody of every account', when('StringLike', 'aws:PrincipalAccount', '*')],
  ['everybody but some', when('StringNotEquals', 'aws:PrincipalAccount', '111111111111')],
  ['all but one', { NotPrincipal: { AWS: 'arn:aws:iam::111111111111:root' } }],
])('a policy that allows %s is public', (_, statement) => {
  expect(isPublicPolicy(text(statement))).toBe(true);
});

it.each([
  ['an account', { Principal: { AWS: '111111111111' } }],
  ['a service', { Principal: { Service: 's3.amazonaws.com' } }],
  ['everybody of one account', when('StringEquals', 'aws:PrincipalAccount', '111111111111')],
  ['everybody from some addresses', when('IpAddress', 'AWS:SourceIp', ['10.0.0.0/8', '192.0.2.1'])],
  ['nobody', { Effect: 'Deny', Principal: '*' }],
])('a policy that allows %s is not', (_, statement) => {
  expect(isPublicPolicy(text(statement))).toBe(false);
});
