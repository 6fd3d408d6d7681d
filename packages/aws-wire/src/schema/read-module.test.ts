import * as cloudwatch from '@aws-sdk/client-cloudwatch';
import * as iam from '@aws-sdk/client-iam';
import * as lambda from '@aws-sdk/client-lambda';
import * as sts from '@aws-sdk/client-sts';
import { expect, test } from '@jest/globals';
import { readModule } from './read-module.js';

test.each([
  ['Lambda', lambda, 88, 56, 'AWSGirApiService', ''],
  ['IAM', iam, 180, 38, 'AWSIdentityManagementV20100508', 'https://iam.amazonaws.com/doc/2010-05-08/'],
  ['STS', sts, 11, 12, 'AWSSecurityTokenServiceV20110615', 'https://sts.amazonaws.com/doc/2011-06-15/'],
  ['CloudWatch', cloudwatch, 55, 19, 'GraniteServiceVersion20100801', 'http://monitoring.amazonaws.com/doc/2010-08-01/'],
] as const)('%s is read whole from its client', (id, module, operations, errors, target, xmlNamespace) => {
  const description = readModule(module);
  expect(description).toMatchObject({ id, target, xmlNamespace });
  expect(description.operations.size).toBe(operations);
  expect(new Set(description.errors.values()).size).toBe(errors);
});

test('an operation has its method, path, status and the place of each member', () => {
  const { operations } = readModule(lambda);
  const invoke = operations.get('Invoke')!;
  expect(invoke.http).toEqual({
    method: 'POST',
    path: '/2015-03-31/functions/{FunctionName}/invocations',
    query: [],
    successStatus: 200,
  });
  const places = Object.fromEntries(invoke.input.members.map(({ name, location }) => [name, location]));
  expect(places).toMatchObject({
    FunctionName: { in: 'label', name: 'FunctionName' },
    InvocationType: { in: 'header', name: 'X-Amz-Invocation-Type' },
    Qualifier: { in: 'query', name: 'Qualifier' },
    Payload: { in: 'payload' },
  });
  expect(operations.get('GetLayerVersionByArn')!.http!.query).toEqual([['find', 'LayerVersion']]);
});

test('an error has its status, its fault and the code that Query clients know', () => {
  expect(readModule(lambda).errors.get('TooManyRequestsException')).toMatchObject({ status: 429, fault: 'client' });
  const { errors } = readModule(iam);
  expect(errors.get('NoSuchEntityException')).toMatchObject({ status: 404, queryCode: 'NoSuchEntity' });
  expect(errors.get('NoSuchEntity')).toBe(errors.get('NoSuchEntityException'));
});

test('what is no client of the SDK is refused', () => {
  expect(() => readModule({ Invoke$: [] })).toThrow('not the module of an AWS SDK client');
});
