import { Readable } from 'node:stream';
import * as cloudwatch from '@aws-sdk/client-cloudwatch';
import * as iam from '@aws-sdk/client-iam';
import * as lambda from '@aws-sdk/client-lambda';
import * as sts from '@aws-sdk/client-sts';
import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { SignatureV4 } from '@smithy/signature-v4';
import { Sha256 } from '../../../tests/kit/sha256.js';
import { serveWire } from '../../../tests/kit/wire-server.js';
import { constraintsOf } from './constraints/constraints-of.js';
import { defineService } from './define-service.js';
import { errorAnswer } from './errors/error-answer.js';
import type { Caller, Demand } from './identity.js';
import { restJson } from './protocols/rest-json.js';
import { readModule } from './schema/read-module.js';
import type { Handlers } from './service.js';
import { type Answered, createWire, type Fault } from './wire.js';

const credentials = { accessKeyId: 'AKIAWIRE000000000000', secretAccessKey: 'a secret of the wire' };
const principal = { accountId: '123456789012' };

class DomainError extends Error {
  constructor(
    readonly code: string,
    message: string,
    more: object = {},
  ) {
    super(message);
    Object.assign(this, more);
  }
}

let steps: string[] = [];
let faults: Fault[] = [];
let answered: Answered[] = [];
let asked: (Demand & { readonly principal: Caller }) | undefined;
let clockAheadMs = 0;
let invoke: NonNullable<Handlers<typeof lambda>['Invoke']>;
beforeEach(() => {
  steps = [];
  faults = [];
  answered = [];
  clockAheadMs = 0;
  invoke = () => ({ StatusCode: 200 });
});

const wire = createWire({
  services: [
    defineService<typeof lambda>({
      module: lambda,
      signingName: 'lambda',
      protocols: ['rest-json'],
      constraints: constraintsOf('lambda'),
      bodyBytesMax: { CreateFunction: 300_000 },
      siblings: { '/2025-09-09/microvms': 'AWS Lambda MicroVMs' },
      authorization: (operation, input) => {
        steps.push(`authorise ${operation}`);
        const context = { 'lambda:Principal': ['p'], 'aws:SourceIp': ['192.0.2.1'], 'aws:UserAgent': ['forged'] };
        const demand = { action: 'lambda:InvokeFunction', resource: input.FunctionName, context };
        return input.FunctionName === 'moved' ? [demand, { ...demand, resource: 'forbidden' }] : demand;
      },
      handlers: {
        Invoke: (input, call) => {
          steps.push('handle');
          return invoke(input, call);
        },
        CreateFunction: () => ({}),
      },
    }),
    defineService<typeof iam>({
      module: iam,
      signingName: 'iam',
      protocols: ['query'],
      constraints: constraintsOf('iam'),
      authorization: () => 'none',
      handlers: {
        GetUser: () => {
          throw new DomainError('NoSuchEntityException', 'The user with name <b> & "c" cannot be found.');
        },
        CreateRole: () => ({ Role: undefined }),
      },
    }),
    defineService<typeof sts>({
      module: sts,
      signingName: 'sts',
      protocols: ['query'],
      authorization: () => 'none',
      handlers: { GetCallerIdentity: (_input, call) => ({ Account: call.accountId, Arn: call.region, UserId: call.operation }) },
    }),
    defineService<typeof cloudwatch>({
      module: cloudwatch,
      signingName: 'monitoring',
      protocols: ['json-1.0', 'query', 'rpc-v2-cbor'],
      authorization: () => 'none',
      handlers: {
        GetDashboard: () => {
          throw new DomainError('ResourceNotFoundException', 'Dashboard does not exist');
        },
      },
    }),
  ],
  accessKeys: {
    find: async (accessKeyId) => {
      steps.push('authenticate');
      return accessKeyId === credentials.accessKeyId
        ? { kind: 'found', credentials: { ...credentials, principal } }
        : { kind: 'unknown' };
    },
  },
  authorizer: {
    authorize: async (request) => {
      asked = request;
      return request.resource === 'forbidden'
        ? { kind: 'deny', message: 'User: u is not authorized to perform: lambda:InvokeFunction' }
        : { kind: 'allow' };
    },
  },
  onFault: (fault) => faults.push(fault),
  onAnswer: (answer) => answered.push(answer),
  clock: () => Date.now() + clockAheadMs,
});
const server = serveWire(wire);
afterAll(async () => (await server).close());

type Settings = { credentials?: typeof credentials; maxAttempts?: number };
const settings = async (more: Settings = {}) => ({
  region: 'eu-west-1',
  endpoint: (await server).url,
  credentials,
  maxAttempts: 1,
  ...more,
});
const lambdaClient = async (more: Settings = {}) => new lambda.LambdaClient(await settings(more));
const iamClient = async (more: Settings = {}) => new iam.IAMClient(await settings(more));
const refusal = (call: Promise<unknown>) =>
  call.then(
    () => 'accepted',
    (error: lambda.LambdaServiceException) => error,
  ) as Promise<lambda.LambdaServiceException & Record<string, unknown>>;

const form = { 'content-type': 'application/x-www-form-urlencoded' };

/** A request that no SDK would make, signed all the same. */
async function raw(
  service: string,
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body: string | Buffer = '',
) {
  const { host, origin } = new URL((await server).url);
  const signer = new SignatureV4({ service, region: 'eu-west-1', credentials, sha256: Sha256 });
  const request = { method, path, headers: { ...headers, host }, body, protocol: 'http:', hostname: host };
  const signed = (await signer.sign(request as never)) as unknown as { headers: Record<string, string> };
  return fetch(`${origin}${path}`, {
    method,
    headers: signed.headers,
    ...(method !== 'GET' && { body: new Uint8Array(Buffer.from(body)) }),
  });
}

test('every authorisation is told of the request itself, which no key of the service replaces', async () => {
  const headers = { 'user-agent': 'curl/8', 'x-forwarded-for': '192.0.2.2' };
  await raw('lambda', 'POST', '/2015-03-31/functions/f/invocations', headers, '{}');
  expect(asked?.context).toEqual({
    'lambda:Principal': ['p'],
    'aws:SourceIp': ['127.0.0.1'],
    'aws:SecureTransport': ['false'],
    'aws:RequestedRegion': ['eu-west-1'],
    'aws:UserAgent': ['curl/8'],
  });
});

describe('what is told of every answer', () => {
  const path = '/2015-03-31/functions/f/invocations';
  const who = { service: 'lambda', operation: 'Invoke', accountId: principal.accountId, userAgent: 'curl/8' };
  const sent = { 'user-agent': 'curl/8' };

  test('is who asked what, with which end, and nothing of what was sent', async () => {
    const response = await raw('lambda', 'POST', path, { ...sent, 'x-secret': 'in a header' }, '{"secret":"in the payload"}');
    const requestId = response.headers.get('x-amzn-requestid');
    expect(answered).toEqual([{ ...who, status: 200, code: undefined, requestId, milliseconds: expect.any(Number) }]);
  });

  test('names the error of a refusal, and nobody where nobody signed', async () => {
    invoke = () => {
      throw new DomainError('TooManyRequestsException', 'busy');
    };
    await raw('lambda', 'POST', path, sent, '{}');
    await fetch(`${new URL((await server).url).origin}${path}`, { method: 'POST', headers: sent });
    expect(answered).toMatchObject([
      { ...who, status: 429, code: 'TooManyRequestsException' },
      { status: 403, code: 'MissingAuthenticationTokenException', accountId: undefined, userAgent: 'curl/8' },
    ]);
  });
});

describe('a call', () => {
  test('is authenticated, then authorised, then checked, then handled', async () => {
    await (await lambdaClient()).send(new lambda.InvokeCommand({ FunctionName: 'f' }));
    expect(steps).toEqual(['authenticate', 'authorise Invoke', 'handle']);
    steps = [];
    const denied = await refusal(
      (await lambdaClient()).send(new lambda.InvokeCommand({ FunctionName: 'forbidden', Qualifier: '?' })),
    );
    expect(denied).toMatchObject({ name: 'AccessDeniedException', message: expect.stringMatching(/^User: u is not authorized/) });
    expect(denied.$metadata.httpStatusCode).toBe(403);
    const halfAllowed = (await lambdaClient()).send(new lambda.InvokeCommand({ FunctionName: 'moved' }));
    expect(await refusal(halfAllowed)).toMatchObject({ name: 'AccessDeniedException' });
    const invalid = await refusal((await lambdaClient()).send(new lambda.InvokeCommand({ FunctionName: 'f', Qualifier: '?' })));
    expect(invalid).toMatchObject({
      name: 'ValidationException',
      message: expect.stringMatching(/^1 validation error detected: Value '\?'/),
    });
    expect(steps).not.toContain('handle');
  });

  test('brings account, region, operation and request id', async () => {
    const client = new sts.STSClient(await settings());
    const { $metadata, ...identity } = await client.send(new sts.GetCallerIdentityCommand({}));
    expect(identity).toEqual({ Account: '123456789012', Arn: 'eu-west-1', UserId: 'GetCallerIdentity' });
    expect($metadata.requestId).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('hands over a payload byte for byte, and gives back bytes or a stream', async () => {
    const bytes = Buffer.from('{"any": "thing",\n "spaced" : 1}');
    let received: unknown;
    invoke = ({ Payload }) => {
      received = Payload;
      return {
        StatusCode: 200,
        FunctionError: 'Unhandled',
        Payload: Readable.from([Payload!.subarray(0, 5), Payload!.subarray(5)]),
      };
    };
    const client = await lambdaClient();
    const answer = await client.send(new lambda.InvokeCommand({ FunctionName: 'f', Payload: bytes }));
    expect(received).toBeInstanceOf(Buffer);
    expect(received).toEqual(bytes);
    expect(Buffer.from(answer.Payload!)).toEqual(bytes);
    expect(answer).toMatchObject({ StatusCode: 200, FunctionError: 'Unhandled' });
    invoke = () => ({ StatusCode: 202 });
    expect(await client.send(new lambda.InvokeCommand({ FunctionName: 'f', Payload: bytes }))).toMatchObject({ StatusCode: 202 });
  });
});

describe('an error of the domain', () => {
  test('arrives as the exception of the SDK, with status, fault and further members', async () => {
    invoke = () => {
      throw new DomainError('TooManyRequestsException', 'Rate Exceeded.', {
        Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded',
        retryAfterSeconds: '2',
      });
    };
    const error = await refusal((await lambdaClient()).send(new lambda.InvokeCommand({ FunctionName: 'f' })));
    expect(error).toBeInstanceOf(lambda.TooManyRequestsException);
    expect(error).toMatchObject({
      message: 'Rate Exceeded.',
      Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded',
      retryAfterSeconds: '2',
      Type: 'User',
    });
    expect(error.$metadata.httpStatusCode).toBe(429);
  });

  test('spells its message as its schema does', () => {
    const description = readModule(lambda);
    const { writeError } = restJson(description);
    const body = (code: string) =>
      JSON.parse(String(writeError(errorAnswer(new DomainError(code, 'text'), description), 'id').body));
    expect(body('ResourceNotFoundException')).toEqual({ Type: 'User', Message: 'text' });
    expect(body('ResourceConflictException')).toEqual({ Type: 'User', message: 'text' });
    expect(body('EC2ThrottledException')).toEqual({ Type: 'Service', Message: 'text' });
    expect(body('ValidationException')).toEqual({ message: 'text' });
    expect(body('AccessDeniedException')).toEqual({ Message: 'text' });
  });

  test('is known to Query clients by its alias, its text escaped', async () => {
    const error = await refusal((await iamClient()).send(new iam.GetUserCommand({ UserName: 'u' })));
    expect(error).toBeInstanceOf(iam.NoSuchEntityException);
    expect(error).toMatchObject({ Code: 'NoSuchEntity', message: 'The user with name <b> & "c" cannot be found.' });
    expect(error.$metadata.httpStatusCode).toBe(404);
  });

  test('is known to JSON clients by its name, and by its alias to those who once spoke Query', async () => {
    const client = new cloudwatch.CloudWatchClient(await settings());
    const error = await refusal(client.send(new cloudwatch.GetDashboardCommand({ DashboardName: 'd' })));
    expect(error).toMatchObject({ message: 'Dashboard does not exist' });
    expect(error.$metadata.httpStatusCode).toBe(404);
  });

  test('that nobody foresaw tells the caller nothing, and us everything', async () => {
    const bug = new TypeError('the database password is hunter2');
    for (const thrown of [bug, Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }), 'a string']) {
      faults = [];
      invoke = () => {
        throw thrown;
      };
      const error = await refusal((await lambdaClient()).send(new lambda.InvokeCommand({ FunctionName: 'f' })));
      expect(error).toBeInstanceOf(lambda.ServiceException);
      expect(error.message).not.toMatch(/hunter2|ECONN|string/);
      expect(faults).toEqual([{ error: thrown, requestId: error.$metadata.requestId, service: 'lambda', operation: 'Invoke' }]);
    }
  });

  test('that cannot be written, and an output that would break out of its header, are faults of ours', async () => {
    const client = await lambdaClient();
    invoke = () => {
      throw new DomainError('TooManyRequestsException', 'Rate Exceeded.', { retryAfterSeconds: '1\r\nSet-Cookie: a=b' });
    };
    expect(await refusal(client.send(new lambda.InvokeCommand({ FunctionName: 'f' })))).toBeInstanceOf(lambda.ServiceException);
    invoke = () => ({ StatusCode: 200, FunctionError: 'Unhandled\r\nSet-Cookie: a=b' });
    expect(await refusal(client.send(new lambda.InvokeCommand({ FunctionName: 'f' })))).toBeInstanceOf(lambda.ServiceException);
    expect(faults).toHaveLength(2);
  });

  test('of constraints is a ValidationError to Query clients', async () => {
    const error = await refusal(
      (await iamClient()).send(new iam.CreateRoleCommand({ RoleName: '', AssumeRolePolicyDocument: '{}' })),
    );
    expect(error).toMatchObject({
      Code: 'ValidationError',
      message: expect.stringContaining("at 'roleName' failed to satisfy constraint"),
    });
    expect(error.$metadata.httpStatusCode).toBe(400);
  });
});

describe('what is not built', () => {
  test('is refused at once by name, with a status that SDKs do not retry', async () => {
    const client = await lambdaClient({ maxAttempts: 5 });
    const error = await refusal(client.send(new lambda.GetAccountSettingsCommand({})));
    expect(error).toMatchObject({
      name: 'NotImplementedException',
      message: 'Hearth does not implement lambda:GetAccountSettings yet.',
    });
    expect(error.$metadata).toMatchObject({ httpStatusCode: 501, attempts: 1 });
    expect(await refusal((await iamClient({ maxAttempts: 5 })).send(new iam.ListGroupsCommand({})))).toMatchObject({
      Code: 'NotImplemented',
      message: 'Hearth does not implement iam:ListGroups yet.',
      $metadata: { httpStatusCode: 501, attempts: 1 },
    });
  });

  test('is no page: paths, siblings, actions and services that are unknown are refused in the protocol of the request', async () => {
    const unknownPath = await raw('lambda', 'GET', '/2015-03-31/elsewhere');
    expect([unknownPath.status, unknownPath.headers.get('x-amzn-errortype')]).toEqual([404, 'UnknownOperationException']);
    expect(await unknownPath.json()).toEqual({ message: 'Lambda has no operation at GET /2015-03-31/elsewhere' });
    const sibling = await raw('lambda', 'POST', '/2025-09-09/microvms');
    expect([sibling.status, await sibling.json()]).toEqual([501, { message: 'Hearth does not implement AWS Lambda MicroVMs.' }]);
    const unknownAction = await raw('iam', 'POST', '/', form, 'Action=Dance&Version=2010-05-08');
    expect(unknownAction.status).toBe(400);
    expect(await unknownAction.text()).toMatch(
      /<Code>InvalidAction<\/Code><Message>Could not find operation Dance for version 2010-05-08</,
    );
    const noAction = await raw('iam', 'POST', '/', form, 'Version=2010-05-08');
    expect(await noAction.text()).toMatch(/<Code>InvalidAction<\/Code>/);
    const unknownTarget = await raw(
      'monitoring',
      'POST',
      '/',
      { 'x-amz-target': 'Granite.Dance', 'content-type': 'application/x-amz-json-1.0' },
      '{}',
    );
    expect([unknownTarget.status, ((await unknownTarget.json()) as { __type: string }).__type]).toEqual([
      404,
      'com.amazon.coral.service#UnknownOperationException',
    ]);
    const unknownService = await raw('dynamodb', 'POST', '/', { 'x-amz-target': 'DynamoDB_20120810.ListTables' }, '{}');
    expect([unknownService.status, await unknownService.json()]).toEqual([
      501,
      { __type: 'com.amazon.coral.service#NotImplementedException', message: "Hearth does not serve 'dynamodb' yet." },
    ]);
  });
});

describe('a malformed body', () => {
  test.each([
    ['{"FunctionName": 5}', 'NUMBER_VALUE can not be converted to a String'],
    ['{"FunctionName": "f", "Timeout": "3"}', 'STRING_VALUE can not be converted to a Number'],
    ['{"FunctionName": {}}', 'Start of structure or map found where not expected.'],
    ['{"FunctionName": []}', 'Start of list found where not expected'],
    ['{"FunctionName"', 'Could not parse request body into json'],
    ['{"Code": {"ZipFile": "no base64!"}}', "'no base64!' can not be converted to a Blob"],
    ['[]', 'Start of list found where not expected'],
    ['\u00ff', 'The request body is not valid UTF-8'],
  ])("%s is refused with AWS's SerializationException", async (body, message) => {
    const response = await raw('lambda', 'POST', '/2015-03-31/functions', {}, Buffer.from(body, 'latin1'));
    expect([response.status, response.headers.get('x-amzn-errortype')]).toEqual([400, 'SerializationException']);
    expect(await response.json()).toEqual({ message });
  });

  test.each([
    ['of unknown members, which are passed over', '{"FunctionName":"f","Unknown":{"a":[1]},"Timeout":3}', {}],
    ['of a member twice, of which the last counts', '{"FunctionName":"g","FunctionName":"f","Timeout":3}', {}],
    ['of null members, which are absent', '{"FunctionName":"f","Timeout":3,"Handler":null}', {}],
    [
      'nested without end where nobody looks',
      `{"FunctionName":"f","Timeout":3,"Unknown":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
      {},
    ],
    ['of another content type', '{"FunctionName":"f","Timeout":3}', { 'content-type': 'text/plain' }],
    [
      'of the content type of a form',
      '{"FunctionName":"f","Timeout":3}',
      { 'content-type': 'application/x-www-form-urlencoded' },
    ],
    ['of no content type', '{"FunctionName":"f","Timeout":3}', {}],
    ['sent to a path with a slash at its end', '{"FunctionName":"f","Timeout":3}', {}, '/2015-03-31/functions/'],
  ])('%s is read', async (_, body, headers, path = '/2015-03-31/functions') => {
    const response = await raw('lambda', 'POST', path, headers as Record<string, string>, body);
    expect(await response.json()).toEqual({
      message: expect.stringMatching(/^2 validation errors detected: .* at '(role|code)' .*; .* at '(role|code)' [^;]*$/),
    });
  });

  test('that is empty lacks what is required', async () => {
    const response = await raw('lambda', 'POST', '/2015-03-31/functions');
    expect((await response.json()) as object).toEqual({ message: expect.stringMatching(/^3 validation errors detected/) });
  });

  test.each(['1e999', '3.5', '9999999999', '-9999999999'])('with %s for an integer is refused', async (number) => {
    const response = await raw('lambda', 'POST', '/2015-03-31/functions', {}, `{"FunctionName":"f","Timeout":${number}}`);
    expect([response.status, response.headers.get('x-amzn-errortype')]).toEqual([400, 'SerializationException']);
  });

  test('changes no prototype', async () => {
    const body = '{"__proto__": {"polluted": 1}, "Environment": {"Variables": {"__proto__": "x", "constructor": "y"}}}';
    await raw('lambda', 'POST', '/2015-03-31/functions', {}, body);
    await raw('iam', 'POST', '/', form, 'Action=CreateRole&__proto__.polluted=1&Tags.member.1.__proto__.polluted=1');
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});

describe('who is not known', () => {
  test.each([
    [
      'a wrong secret',
      { ...credentials, secretAccessKey: 'wrong' },
      'InvalidSignatureException',
      'SignatureDoesNotMatch',
      /does not match/,
    ],
    [
      'an unknown key',
      { ...credentials, accessKeyId: 'AKIANOBODY0000000000' },
      'UnrecognizedClientException',
      'InvalidClientTokenId',
      /is invalid\.$/,
    ],
  ])('is refused for %s with 403, in the words of each protocol', async (_title, wrong, json, xml, message) => {
    const fromLambda = await refusal(
      (await lambdaClient({ credentials: wrong })).send(new lambda.InvokeCommand({ FunctionName: 'f' })),
    );
    expect(fromLambda).toMatchObject({ name: json, message: expect.stringMatching(message), $metadata: { httpStatusCode: 403 } });
    const fromIam = await refusal((await iamClient({ credentials: wrong })).send(new iam.GetUserCommand({})));
    expect(fromIam).toMatchObject({ Code: xml, message: expect.stringMatching(message), $metadata: { httpStatusCode: 403 } });
    expect(steps).not.toContain('handle');
  });

  test('is refused with no signature at all', async () => {
    const { url } = await server;
    const json = await fetch(`${url}/2015-03-31/functions`);
    expect([json.status, json.headers.get('x-amzn-errortype')]).toEqual([403, 'MissingAuthenticationTokenException']);
    expect(await json.json()).toEqual({ message: 'Missing Authentication Token' });
    const xml = await fetch(url, { method: 'POST', body: new URLSearchParams({ Action: 'GetUser' }) });
    expect(xml.status).toBe(403);
    expect(await xml.text()).toMatch(/<ErrorResponse xmlns=.*<Type>Sender<\/Type><Code>MissingAuthenticationToken<\/Code>/);
  });

  test('finds out from the Date header how wrong its clock is: the SDK mends a skew of an hour by itself', async () => {
    clockAheadMs = 3_600_000;
    const client = await lambdaClient({ maxAttempts: 3 });
    const { $metadata } = await client.send(new lambda.InvokeCommand({ FunctionName: 'f' }));
    expect($metadata).toMatchObject({ httpStatusCode: 200, attempts: 2 });
  });
});

test('a body too large for any operation is refused in the words of the one it is for, before any of it is read', async () => {
  const create = (bytes: number) =>
    lambdaClient().then((client) =>
      client.send(
        new lambda.CreateFunctionCommand({
          FunctionName: 'f',
          Role: 'arn:aws:iam::123456789012:role/r',
          Code: { ZipFile: new Uint8Array(bytes) },
        }),
      ),
    );
  expect(await refusal(create(60 * 1024 * 1024))).toMatchObject({
    name: 'RequestEntityTooLargeException',
    message: 'Request must be smaller than 70167211 bytes for the CreateFunction operation',
    $metadata: { httpStatusCode: 413 },
  });
});

test('a body above the limit of its operation is refused with 413', async () => {
  const error = await refusal(
    (await lambdaClient()).send(
      new lambda.CreateFunctionCommand({
        FunctionName: 'f',
        Role: 'arn:aws:iam::123456789012:role/r',
        Code: { ZipFile: new Uint8Array(300_000) },
      }),
    ),
  );
  expect(error).toMatchObject({
    name: 'RequestEntityTooLargeException',
    message: 'Request must be smaller than 300000 bytes for the CreateFunction operation',
    $metadata: { httpStatusCode: 413 },
  });
});
