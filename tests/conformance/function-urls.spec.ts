import { createHash, createHmac } from 'node:crypto';
import { type IncomingHttpHeaders, request } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { CreateAccessKeyCommand, CreateUserCommand } from '@aws-sdk/client-iam';
import {
  AddPermissionCommand,
  type Cors,
  CreateAliasCommand,
  CreateFunctionUrlConfigCommand,
  type CreateFunctionUrlConfigCommandInput,
  DeleteAliasCommand,
  DeleteFunctionCommand,
  DeleteFunctionUrlConfigCommand,
  GetFunctionUrlConfigCommand,
  ListFunctionUrlConfigsCommand,
  PublishVersionCommand,
  UpdateFunctionUrlConfigCommand,
} from '@aws-sdk/client-lambda';
import type { FinishedInvocation, InvocationRequest, ResponseSink } from '@hearth/dispatch';
import { type RunningTestApi, runningApi, testAccountId, testRegion } from '../kit/running-api.js';
import { echo } from '../kit/scripted-invocations.js';
import { deployed, roleFor } from './deployment.js';
import { hostOfUrl } from './host-of-url.js';

let api: RunningTestApi;
let role: string;
beforeAll(async () => {
  api = await runningApi();
  role = await roleFor(api, 'execution');
});
afterAll(() => api?.stop());
afterEach(() => {
  api.invocations.outcome = echo;
});

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** Whether the connection broke off before the end of the answer. */
  readonly brokenOff: boolean;
}

interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

function ask(host: string, path: string, { method = 'GET', headers = {}, body }: Asked = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(api.url);
    const sent = request({ hostname, port, method, path, headers: { host, ...headers }, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk) => {
        text += chunk;
      });
      const settle = (brokenOff: boolean) => () =>
        resolve({ status: response.statusCode!, headers: response.headers, body: text, brokenOff });
      response.on('end', settle(false)).on('error', settle(true));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** A function with a URL that everybody may call, and the URL's host. */
async function addressed(FunctionName: string, config: Partial<CreateFunctionUrlConfigCommandInput> = {}): Promise<string> {
  await deployed(api, role, FunctionName);
  const { FunctionUrl } = await api.lambda.send(
    new CreateFunctionUrlConfigCommand({ FunctionName, AuthType: 'NONE', ...config }),
  );
  if ((config.AuthType ?? 'NONE') === 'NONE') await allowEverybody(FunctionName);
  return hostOfUrl(FunctionUrl!);
}

async function allowEverybody(FunctionName: string, Qualifier?: string): Promise<void> {
  const everybody = { FunctionName, Principal: '*', ...(Qualifier && { Qualifier }) };
  await api.lambda.send(
    new AddPermissionCommand({
      ...everybody,
      StatementId: 'url',
      Action: 'lambda:InvokeFunctionUrl',
      FunctionUrlAuthType: 'NONE',
    }),
  );
}

const finished = (invocation: InvocationRequest, changes: Partial<FinishedInvocation>): FinishedInvocation => ({
  ...(echo(invocation) as FinishedInvocation),
  ...changes,
});

function returning(result: unknown): void {
  api.invocations.outcome = (invocation) => finished(invocation, { payload: Buffer.from(JSON.stringify(result)) });
}

const forbidden = {
  status: 403,
  body: '{"Message":"Forbidden. For troubleshooting Function URL authorization issues, see: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html"}',
  headers: expect.objectContaining({ 'x-amzn-errortype': 'AccessDeniedException', 'content-type': 'application/json' }),
};

describe('a URL without authentication', () => {
  let host: string;
  beforeAll(async () => {
    host = await addressed('open');
  });

  it('gives the function the request as an event of format 2.0, and the caller what it returns', async () => {
    const { status, headers, body } = await ask(host, '/pa2%Fth/1?q=query&multiQuery=foo&multiQuery=%2Fbar', {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        'Extra-Headers': 'With WeiRd CapS',
        Cookie: 'a=1; b=2',
        'X-Forwarded-For': '6.6.6.6',
      },
      body: '{"foo":"bar"}',
    });
    expect(status).toBe(200);
    const event = JSON.parse(body);
    const [domainPrefix] = host.split('.');
    expect(event).toMatchObject({
      version: '2.0',
      rawPath: '/pa2%Fth/1',
      rawQueryString: 'q=query&multiQuery=foo&multiQuery=%2Fbar',
      queryStringParameters: { q: 'query', multiQuery: 'foo,/bar' },
      cookies: ['a=1', 'b=2'],
      headers: {
        'content-type': 'application/json',
        'content-length': '13',
        'extra-headers': 'With WeiRd CapS',
        host: host.replace(/:\d+$/, ''),
        'x-forwarded-for': '127.0.0.1',
        'x-forwarded-proto': 'http',
      },
      requestContext: {
        accountId: 'anonymous',
        apiId: domainPrefix,
        domainPrefix,
        domainName: host.replace(/:\d+$/, ''),
        requestId: headers['x-amzn-requestid'],
        http: { method: 'POST', path: '/pa2%Fth/1', sourceIp: '127.0.0.1' },
      },
      body: '{"foo":"bar"}',
      isBase64Encoded: false,
    });
    expect(Object.keys(event.headers)).not.toContain('connection');
    expect(api.invocations.invoked.at(-1)!.requestId).toBe(headers['x-amzn-requestid']);
  });

  it('is found by its path where its host has no name', async () => {
    const { body } = await ask('127.0.0.1:4566', `/_lambda-url/${host.split('.')[0]}/a/b?c=d`);
    expect(JSON.parse(body)).toMatchObject({ rawPath: '/a/b', rawQueryString: 'c=d' });
  });

  it('neither sees nor sets the cookies of a host that it shares', async () => {
    const path = `/_lambda-url/${host.split('.')[0]}/`;
    const seen = await ask('127.0.0.1:4566', path, { headers: { cookie: 'session=secret' } });
    expect(seen.body).not.toContain('secret');
    returning({ statusCode: 200, cookies: ['session=mine'], headers: { 'set-cookie': 'b=c' }, body: '' });
    const { headers } = await ask('127.0.0.1:4566', path);
    expect(headers['set-cookie']).toBeUndefined();
    expect(headers['content-security-policy']).toContain('sandbox');
  });

  it('answers status, headers, cookies and body as the function tells them', async () => {
    returning({
      statusCode: '418',
      headers: { 'Content-Type': 'text/tea', 'My-Header': 'x', Connection: 'upgrade', 'Content-Length': '99' },
      cookies: ['a=1; Path=/', 'b=2'],
      body: Buffer.from("i'm a teapot").toString('base64'),
      isBase64Encoded: true,
    });
    const { status, headers, body } = await ask(host, '/');
    expect([status, body]).toEqual([418, "i'm a teapot"]);
    expect(headers).toMatchObject({
      'content-type': 'text/tea',
      'my-header': 'x',
      'set-cookie': ['a=1; Path=/', 'b=2'],
      'content-length': '12',
    });
    expect(headers.connection).not.toBe('upgrade');
  });

  it.each([
    ['a header that would begin another', { statusCode: 200, headers: { 'x-a': 'b\r\nset-cookie: stolen=1' } }],
    ['a status that is none', { statusCode: 'fine' }],
  ])('is answered 502 for %s', async (_what, result) => {
    returning(result);
    const { status, headers, body } = await ask(host, '/');
    expect([status, body]).toEqual([502, 'Internal Server Error']);
    expect(headers['set-cookie']).toBeUndefined();
  });

  it('is answered 502 when the function fails', async () => {
    api.invocations.outcome = (invocation) => finished(invocation, { functionError: 'Unhandled' });
    expect(await ask(host, '/')).toMatchObject({ status: 502, body: 'Internal Server Error' });
  });

  it('is answered 413 beyond 6 MB, and 429 when it is throttled', async () => {
    expect(await ask(host, '/', { method: 'POST', body: Buffer.alloc(6_291_457) })).toMatchObject({
      status: 413,
      headers: { 'x-amzn-errortype': 'RequestEntityTooLargeException' },
    });
    api.invocations.outcome = () => ({ kind: 'refused', code: 'TooManyRequestsException', message: 'full' });
    const { status, body } = await ask(host, '/');
    expect(status).toBe(429);
    expect(JSON.parse(body)).toEqual({ Reason: 'ConcurrentInvocationLimitExceeded', Type: 'User', message: 'Rate Exceeded.' });
  });

  it('runs the function under the name that the URL belongs to', async () => {
    await ask(host, '/');
    const arn = `arn:aws:lambda:${testRegion}:${testAccountId}:function:open`;
    expect(api.invocations.invoked.at(-1)).toMatchObject({ invokedFunctionArn: arn });
  });
});

describe('a URL that leads nowhere', () => {
  const never = {
    status: 403,
    body: '{"Message":null}',
    headers: expect.objectContaining({ 'x-amzn-errortype': 'AccessDeniedException' }),
  };

  it('says the same whether it never was or is no more', async () => {
    expect(await ask(`0123456789abcdefghijklmnopqrstuv.lambda-url.${testRegion}.localhost`, '/')).toMatchObject(never);
    const host = await addressed('gone');
    expect(await ask(host, '/')).toMatchObject({ status: 200 });
    expect(await ask(host.replace(testRegion, 'eu-west-1'), '/')).toMatchObject(never);
    await api.lambda.send(new DeleteFunctionUrlConfigCommand({ FunctionName: 'gone' }));
    expect(await ask(host, '/')).toMatchObject(never);
  });

  it('is not inherited by a function of the same name', async () => {
    const host = await addressed('namesake');
    await api.lambda.send(new DeleteFunctionCommand({ FunctionName: 'namesake' }));
    await deployed(api, role, 'namesake');
    expect(await ask(host, '/')).toMatchObject(never);
    const listed = await api.lambda.send(new ListFunctionUrlConfigsCommand({ FunctionName: 'namesake' }));
    expect(listed.FunctionUrlConfigs).toEqual([]);
  });
});

describe('who may call a URL', () => {
  it('is nobody without a policy, authentication or not', async () => {
    await deployed(api, role, 'closed');
    const { FunctionUrl } = await api.lambda.send(
      new CreateFunctionUrlConfigCommand({ FunctionName: 'closed', AuthType: 'NONE' }),
    );
    expect(await ask(hostOfUrl(FunctionUrl!), '/')).toMatchObject(forbidden);
  });

  it('changes with its type at once', async () => {
    const host = await addressed('changing');
    expect((await ask(host, '/')).status).toBe(200);
    await api.lambda.send(new UpdateFunctionUrlConfigCommand({ FunctionName: 'changing', AuthType: 'AWS_IAM' }));
    expect(await ask(host, '/')).toMatchObject(forbidden);
  });

  describe('under AWS_IAM', () => {
    let host: string;
    beforeAll(async () => {
      host = await addressed('signed', { AuthType: 'AWS_IAM' });
    });

    it('is not asked for a body when he did not sign, and hung up on for he may send it all the same', async () => {
      const { port, hostname } = new URL(api.url);
      const socket = connect(Number(port), hostname);
      const head = ['POST / HTTP/1.1', `host: ${host}`, 'content-length: 7', 'expect: 100-continue', '', ''];
      socket.write(head.join('\r\n'));
      const told = await text(socket);
      expect(told).toMatch(/^HTTP\/1\.1 403 /);
      expect(told).toMatch(/\r\nconnection: close\r\n/i);
    });

    it('is who signed and is allowed to, which the function is told', async () => {
      const body = '{"a":1}';
      const { status, body: answer } = await ask(host, '/x%20y?b=2&a=1', {
        method: 'POST',
        body,
        headers: signed(host, 'POST', '/x%2520y', 'a=1&b=2', body, api.clientSettings.credentials),
      });
      expect(status).toBe(200);
      const { accessKeyId } = api.clientSettings.credentials;
      expect(JSON.parse(answer).requestContext).toMatchObject({
        accountId: testAccountId,
        authorizer: { iam: { accessKey: accessKeyId, accountId: testAccountId, userArn: expect.stringContaining(':user/') } },
      });
    });

    it('is not who signed something else, or for another service', async () => {
      const headers = signed(host, 'POST', '/', '', 'right', api.clientSettings.credentials);
      const changed = await ask(host, '/', { method: 'POST', body: 'wrong', headers });
      expect(changed.status).toBe(403);
      expect(changed.headers['x-amzn-errortype']).toBe('InvalidSignatureException');
      const elsewhere = signed(host, 'GET', '/', '', '', api.clientSettings.credentials, 's3');
      expect((await ask(host, '/', { headers: elsewhere })).status).toBe(403);
    });

    it('is not a user without a permission', async () => {
      await api.iam.send(new CreateUserCommand({ UserName: 'stranger' }));
      const { AccessKey } = await api.iam.send(new CreateAccessKeyCommand({ UserName: 'stranger' }));
      const key = { accessKeyId: AccessKey!.AccessKeyId!, secretAccessKey: AccessKey!.SecretAccessKey! };
      expect(await ask(host, '/', { headers: signed(host, 'GET', '/', '', '', key) })).toMatchObject(forbidden);
    });
  });
});

describe('the URL of an alias', () => {
  it('runs the version behind it, and nobody any more once the alias is gone, although it stays', async () => {
    const FunctionName = 'aliased';
    await deployed(api, role, FunctionName);
    await api.lambda.send(new PublishVersionCommand({ FunctionName }));
    await api.lambda.send(new CreateAliasCommand({ FunctionName, Name: 'live', FunctionVersion: '1' }));
    const { FunctionUrl, FunctionArn } = await api.lambda.send(
      new CreateFunctionUrlConfigCommand({ FunctionName, Qualifier: 'live', AuthType: 'NONE' }),
    );
    expect(FunctionArn).toBe(`arn:aws:lambda:${testRegion}:${testAccountId}:function:aliased:live`);
    await allowEverybody(FunctionName, 'live');
    const host = hostOfUrl(FunctionUrl!);
    expect((await ask(host, '/')).status).toBe(200);
    expect(api.invocations.invoked.at(-1)).toMatchObject({ invokedFunctionArn: FunctionArn, target: { version: '1' } });
    await api.lambda.send(new DeleteAliasCommand({ FunctionName, Name: 'live' }));
    expect(await ask(host, '/')).toMatchObject(forbidden);
    const still = await api.lambda.send(new GetFunctionUrlConfigCommand({ FunctionName, Qualifier: 'live' }));
    expect(still.FunctionUrl).toBe(FunctionUrl);
  });
});

describe('requests across origins', () => {
  const Cors: Cors = {
    AllowOrigins: ['https://app.example'],
    AllowMethods: ['GET'],
    AllowHeaders: ['x-a'],
    MaxAge: 60,
    AllowCredentials: true,
  };
  let host: string;
  beforeAll(async () => {
    host = await addressed('crossing', { Cors });
  });

  it('are preceded by a question that never reaches the function', async () => {
    const before = api.invocations.invoked.length;
    const { status, headers } = await ask(host, '/', {
      method: 'OPTIONS',
      headers: { origin: 'https://app.example', 'access-control-request-method': 'GET', 'access-control-request-headers': 'x-a' },
    });
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'access-control-allow-origin': 'https://app.example',
      'access-control-allow-methods': 'GET',
      'access-control-allow-headers': 'x-a',
      'access-control-allow-credentials': 'true',
      'access-control-max-age': '60',
    });
    expect(api.invocations.invoked).toHaveLength(before);
  });

  it('are ruled by the URL, whatever the function says', async () => {
    returning({ statusCode: 200, headers: { 'Access-Control-Allow-Origin': '*' }, body: '' });
    const known = await ask(host, '/', { headers: { origin: 'https://app.example' } });
    expect(known.headers['access-control-allow-origin']).toBe('https://app.example');
    const unknown = await ask(host, '/', { headers: { origin: 'https://evil.example' } });
    expect(unknown.headers['access-control-allow-origin']).toBeUndefined();
  });

  it('are shown as they were configured, until they are taken away', async () => {
    const shown = await api.lambda.send(new GetFunctionUrlConfigCommand({ FunctionName: 'crossing' }));
    expect(shown.Cors).toEqual(Cors);
    await api.lambda.send(new UpdateFunctionUrlConfigCommand({ FunctionName: 'crossing', Cors: {} }));
    const without = await api.lambda.send(new GetFunctionUrlConfigCommand({ FunctionName: 'crossing' }));
    expect(without.Cors).toBeUndefined();
  });
});

describe('a URL that streams', () => {
  let host: string;
  beforeAll(async () => {
    host = await addressed('streaming', { InvokeMode: 'RESPONSE_STREAM' });
  });

  function streaming(contentType: string, parts: readonly string[], changes: Partial<FinishedInvocation> = {}): void {
    api.invocations.outcome = async (invocation: InvocationRequest, sink?: ResponseSink) => {
      sink!.begin(contentType);
      for (const part of parts) await sink!.write(Buffer.from(part));
      return finished(invocation, { payload: new Uint8Array(), ...changes });
    };
  }
  const integration = 'application/vnd.awslambda.http-integration-response';

  it('hands on what the function writes, under its content type', async () => {
    streaming('text/event-stream', ['data: 1\n\n', 'data: 2\n\n']);
    const { status, headers, body } = await ask(host, '/');
    expect([status, body]).toEqual([200, 'data: 1\n\ndata: 2\n\n']);
    expect(headers).toMatchObject({ 'content-type': 'text/event-stream', 'transfer-encoding': 'chunked' });
  });

  it('takes status, headers and cookies from before the body', async () => {
    const prelude = JSON.stringify({ statusCode: 201, headers: { 'Content-Type': 'text/plain', 'x-a': 'b' }, cookies: ['c=d'] });
    streaming(integration, [prelude.slice(0, 10), `${prelude.slice(10)}${'\0'.repeat(8)}bo`, 'dy']);
    const { status, headers, body } = await ask(host, '/');
    expect([status, body]).toEqual([201, 'body']);
    expect(headers).toMatchObject({ 'content-type': 'text/plain', 'x-a': 'b', 'set-cookie': ['c=d'] });
  });

  it.each([
    ['has a header with a line break', `{"headers":{"x-a":"b\\r\\nx-c: d"}}${'\0'.repeat(8)}body`],
    ['never ends', '{"statusCode":200}'],
  ])('is answered 502 when what comes before the body %s', async (_what, text) => {
    streaming(integration, [text]);
    expect(await ask(host, '/')).toMatchObject({ status: 502, body: 'Internal Server Error' });
  });

  it('breaks off when the function does', async () => {
    streaming('text/plain', ['half'], { functionError: 'Unhandled', errorType: 'Error' });
    expect(await ask(host, '/')).toMatchObject({ status: 200, body: 'half', brokenOff: true });
  });

  it('is answered 502 when the function fails before it wrote anything', async () => {
    api.invocations.outcome = (invocation) => finished(invocation, { functionError: 'Unhandled' });
    expect(await ask(host, '/')).toMatchObject({ status: 502, body: 'Internal Server Error' });
  });
});

/** The headers of a signature of version 4. `path` and `query` are given as they are signed. */
function signed(
  host: string,
  method: string,
  path: string,
  query: string,
  body: string,
  { accessKeyId, secretAccessKey }: { readonly accessKeyId: string; readonly secretAccessKey: string },
  service = 'lambda',
): Record<string, string> {
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
  const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();
  const date = new Date().toISOString().replace(/[-:]|\.\d{3}/g, '');
  const day = date.slice(0, 8);
  const canonical = `${method}\n${path}\n${query}\nhost:${host}\nx-amz-date:${date}\n\nhost;x-amz-date\n${sha256(body)}`;
  const scope = `${day}/${testRegion}/${service}/aws4_request`;
  const key = [day, testRegion, service, 'aws4_request'].reduce<string | Buffer>(hmac, `AWS4${secretAccessKey}`);
  const signature = hmac(key, `AWS4-HMAC-SHA256\n${date}\n${scope}\n${sha256(canonical)}`).toString('hex');
  return {
    'x-amz-date': date,
    authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=host;x-amz-date, Signature=${signature}`,
  };
}
