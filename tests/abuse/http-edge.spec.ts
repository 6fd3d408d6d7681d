import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { CreateAccessKeyCommand, CreateUserCommand, PutUserPolicyCommand } from '@aws-sdk/client-iam';
import { deployed, roleFor } from '../conformance/deployment.js';
import { RawConnection, signedHead } from '../kit/raw-http.js';
import { type RunningTestApi, runningApi, testAccountId } from '../kit/running-api.js';
import { echo } from '../kit/scripted-invocations.js';

const SECOND = 1000;
const name = 'edge';
const invocations = `/2015-03-31/functions/${name}/invocations`;
let api: RunningTestApi;
let role: string;
beforeAll(async () => {
  api = await runningApi();
  role = await roleFor(api, 'execution');
  await deployed(api, role, name);
});
afterAll(() => api?.stop());
beforeEach(() => {
  api.invocations.invoked.length = 0;
  api.invocations.outcome = echo;
});

const credentials = () => api.clientSettings.credentials;

/** Sends bytes as they are and resolves with the answers, once the server has closed. */
async function sent(bytes: string | Buffer) {
  const connection = await RawConnection.to(api.url);
  connection.send(bytes);
  await connection.closed;
  return connection.answers();
}

async function signedAnswer(target: string, more: Partial<Parameters<typeof signedHead>[1]> = {}) {
  const connection = await RawConnection.to(api.url);
  connection.send(await signedHead(api.url, { target, credentials: credentials(), ...more }));
  if (more.body !== undefined) connection.send(more.body);
  const [answer] = await connection.answers();
  connection.end();
  return answer!;
}

/** How long a small request takes now. */
async function quickness(): Promise<number> {
  const started = performance.now();
  expect((await signedAnswer('/2016-08-19/account-settings/')).status).toBe(200);
  return performance.now() - started;
}

describe('a request that two readers could read differently', () => {
  const smuggled = 'GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n';
  it.each([
    ['a length and chunks', 'Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'],
    ['chunks and a length', 'Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n'],
    ['two lengths', 'Content-Length: 0\r\nContent-Length: 36\r\n\r\n'],
    ['the same length twice', 'Content-Length: 0\r\nContent-Length: 0\r\n\r\n'],
    ['two lengths in one', 'Content-Length: 0, 36\r\n\r\n'],
    ['a signed length', 'Content-Length: +0\r\n\r\n'],
    ['another transfer coding', 'Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n'],
    ['chunks before another coding', 'Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n'],
    ['another coding before chunks', 'Transfer-Encoding: identity, chunked\r\n\r\n0\r\n\r\n'],
    ['two transfer codings', 'Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n'],
    ['a control character before chunks', 'Transfer-Encoding: \x0bchunked\r\n\r\n0\r\n\r\n'],
    ['a space before the colon', 'Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n'],
    ['a folded header', 'Transfer-Encoding:\r\n chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n'],
    ['a bare line feed between headers', 'X: y\nTransfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n'],
    ['a bare carriage return in a header', 'X: y\rTransfer-Encoding: chunked\r\n\r\n'],
    ['a NUL in a header', 'X: a\x00b\r\n\r\n'],
    ['two Host headers', 'Host: b\r\n\r\n'],
  ])('by %s is refused, closed, and nothing behind it is read', async (_, rest) => {
    const answers = await sent(`POST / HTTP/1.1\r\nHost: a\r\n${rest}${smuggled}`);
    expect(answers.map(({ status }) => status)).toEqual([400]);
  });

  it.each([
    ['a whole URL as its target', 'GET http://other/ HTTP/1.1\r\nHost: a\r\n\r\n'],
    ['no Host', 'GET / HTTP/1.1\r\n\r\n'],
    ['an authority as its target', 'CONNECT other:443 HTTP/1.1\r\nHost: a\r\n\r\n'],
    ['lines that end with a line feed alone', 'GET / HTTP/1.1\nHost: a\n\n'],
    ['a space in its target', 'GET / HTTP/1.1 HTTP/1.1\r\nHost: a\r\n\r\n'],
    ['a method that is none', 'G=T / HTTP/1.1\r\nHost: a\r\n\r\n'],
    ['a version that is none', 'GET / HTTP/9.9\r\nHost: a\r\n\r\n'],
  ])('with %s is refused and closed', async (_, bytes) => {
    const answers = await sent(bytes);
    expect(answers.every(({ status }) => status >= 400 && status < 500)).toBe(true);
    expect(answers.length).toBeLessThanOrEqual(1);
  });
});

describe('a request that is too much', () => {
  it('of headers is refused with 431 and an id', async () => {
    const [answer] = await sent(`GET / HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(2 * 1024 * 1024)}\r\n\r\n`);
    expect(answer!.status).toBe(431);
    expect(answer!.head.toLowerCase()).toMatch(/x-amzn-requestid: [0-9a-f-]{36}/);
  });

  it('of chunk extensions is refused with 413', async () => {
    const head = 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n';
    const answers = await sent(`${head}1;${'x'.repeat(20 * 1024)}\r\na\r\n0\r\n\r\n`);
    expect(answers[0]!.status).toBe(413);
  });

  it('of a body is refused with 413 by its length alone, with an id', async () => {
    const [answer] = await sent(
      `POST /2015-03-31/functions HTTP/1.1\r\nHost: a\r\nContent-Length: ${80 * 1024 ** 2}\r\nExpect: 100-continue\r\n\r\n`,
    );
    expect(answer!.status).toBe(413);
    expect(answer!.head.toLowerCase()).toMatch(/x-amzn-requestid: [0-9a-f-]{36}/);
  });
});

const sockets = Number(process.env.HEARTH_ABUSE_SOCKETS ?? 200);

it(`${sockets} connections that never finish their headers are all closed, and do not slow down anybody else`, async () => {
  await quickness();
  const alone = Math.max(...(await Promise.all([quickness(), quickness(), quickness()])));
  const slow = await Promise.all(Array.from({ length: sockets }, () => RawConnection.to(api.url)));
  const started = performance.now();
  for (const connection of slow) connection.send('GET / HTTP/1.1\r\nHost: a\r\n');
  const dripping = setInterval(() => {
    for (const { socket } of slow) if (!socket.destroyed) socket.write('X: y\r\n');
  }, 2 * SECOND);
  const beside: number[] = [];
  for (let i = 0; i < 20; i++) beside.push(await quickness());
  await Promise.all(slow.map(({ closed }) => closed));
  clearInterval(dripping);
  expect(performance.now() - started).toBeLessThan(40 * SECOND);
  expect(beside.toSorted((a, b) => a - b)[10]!).toBeLessThan(10 * Math.max(alone, 100));
}, 90_000);

it('a body that trickles holds nothing of the function and is given up, and the function is invoked only with whole bodies', async () => {
  const body = JSON.stringify({ text: 'x'.repeat(1_000) });
  const connection = await RawConnection.to(api.url);
  connection.send(await signedHead(api.url, { method: 'POST', target: invocations, body, credentials: credentials() }));
  connection.send(body.slice(0, 10));
  await new Promise((soon) => setTimeout(soon, 500));
  expect(api.invocations.invoked).toHaveLength(0);
  expect((await signedAnswer(invocations, { method: 'POST', body: '{}' })).status).toBe(200);
  await connection.closed;
  expect(api.invocations.invoked).toHaveLength(1);
}, 90_000);

it('clients that do not read their answers keep nobody else waiting', async () => {
  api.invocations.outcome = (request) => ({ ...echo(request), payload: Buffer.alloc(6_000_000, 'x') }) as ReturnType<typeof echo>;
  const alone = Math.max(await quickness(), await quickness());
  const head = await signedHead(api.url, { method: 'POST', target: invocations, body: '{}', credentials: credentials() });
  const deaf = await Promise.all(
    Array.from({ length: 20 }, async () => {
      const connection = await RawConnection.to(api.url);
      connection.socket.pause();
      connection.send(`${head}{}`);
      return connection;
    }),
  );
  await new Promise((soon) => setTimeout(soon, SECOND));
  expect(await quickness()).toBeLessThan(10 * Math.max(alone, SECOND / 2));
  for (const connection of deaf) connection.end();
}, 60_000);

describe('a payload', () => {
  const post = (body: Buffer | string, headers: Record<string, string> = {}) =>
    signedAnswer(invocations, { method: 'POST', body, headers });

  it.each([
    ['no UTF-8', Buffer.from([0x22, 0xc3, 0x28, 0x22]), {}],
    ['UTF-16', Buffer.from('{"a":1}', 'utf16le'), { 'content-type': 'application/json; charset=utf-16' }],
    ['no JSON', '{"a":', {}],
    ['a compressed bomb of 100 MB', gzipSync(Buffer.alloc(100 * 1024 ** 2)), { 'content-encoding': 'gzip' }],
  ])('that is %s is refused as InvalidRequestContentException, and never reaches the function', async (_, body, headers) => {
    const answer = await post(body, headers);
    expect([answer.status, /x-amzn-errortype: (\w+)/i.exec(answer.head)?.[1]]).toEqual([400, 'InvalidRequestContentException']);
    expect(api.invocations.invoked).toHaveLength(0);
  });
});

describe('a path', () => {
  /** A user who may read one function. */
  async function limitedUser() {
    const UserName = `u-${randomUUID()}`;
    const Resource = `arn:aws:lambda:*:${testAccountId}:function:allowed`;
    const PolicyDocument = JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'lambda:*', Resource }],
    });
    await api.iam.send(new CreateUserCommand({ UserName }));
    await api.iam.send(new PutUserPolicyCommand({ UserName, PolicyName: 'p', PolicyDocument }));
    const { AccessKey } = await api.iam.send(new CreateAccessKeyCommand({ UserName }));
    return { accessKeyId: AccessKey!.AccessKeyId!, secretAccessKey: AccessKey!.SecretAccessKey! };
  }

  const prefix = '/2015-03-31/functions';
  it('by no spelling leads past the policy that names another function', async () => {
    const limited = await limitedUser();
    const spellings = [
      `${prefix}/allowed/../${name}`,
      `${prefix}/allowed/%2e%2e/${name}`,
      `${prefix}/allowed%2F..%2F${name}`,
      `${prefix}/allowed%252F..%252F${name}`,
      `${prefix}//${name}`,
      `${prefix}/./${name}`,
      `${prefix}/${name};x=allowed`,
      `${prefix}/allowed;${name}`,
      `${prefix}/%65dge`,
      `${prefix}/%2565dge`,
      `${prefix}/${name}%00`,
      `${prefix}/allowed%00${name}`,
      `${prefix}/${name}/`,
      `${prefix}/${name}%2F`,
      `${prefix}/${name}?FunctionName=allowed`,
      `${prefix}/arn%3Aaws%3Alambda%3Aus-east-1%3A${testAccountId}%3Afunction%3A${name}`,
      `${prefix}/${testAccountId}:function:${name}`,
      `${prefix}/${testAccountId}%3A${name}`,
      `/./2015-03-31/functions/${name}`,
      `//2015-03-31/functions/${name}`,
      `${prefix}/${'a'.repeat(141)}`,
    ];
    for (const target of spellings) {
      const { status, body } = await signedAnswer(target, { credentials: limited });
      expect({ target, status: status >= 400 && status < 500 }).toEqual({ target, status: true });
      expect(body).not.toContain('CodeSha256');
    }
  });

  it('with a name that is none is refused in the words of the constraint, however long', async () => {
    for (const wrong of ['a'.repeat(257), 'a%2Fb', 'a%20b', 'a%0d%0ab', '%C3%BC', 'a%3Ab%3Ac%3Ad%3Ae']) {
      const { status, body } = await signedAnswer(`${prefix}/${wrong}`);
      expect({ wrong, status }).toEqual({ wrong, status: 400 });
      expect(body).toMatch(/validation error|InvalidParameter|failed to satisfy/);
    }
  });
});

it('nothing that a header brings becomes a header of the answer', async () => {
  const injected = Buffer.from('{"custom":{"a":"\\r\\nSet-Cookie: a=b"}}\r\nSet-Cookie: c=d').toString('base64');
  const attempts = { 'x-amz-client-context': injected, 'x-amzn-trace-id': 'Root=1%0d%0aSet-Cookie: a=b' };
  for (const [header, value] of Object.entries(attempts)) {
    const { head } = await signedAnswer(invocations, { method: 'POST', body: '{}', headers: { [header]: value } });
    expect(head.toLowerCase()).not.toContain('set-cookie');
  }
});

it('requests that are sent ahead are answered each in its turn', async () => {
  const bodies = ['{"n":1}', '{"n":2}', '{"n":3}'];
  const delays = [300, 0, 100];
  api.invocations.outcome = async (request) => {
    const index = bodies.indexOf(Buffer.from(request.payload).toString());
    await new Promise((later) => setTimeout(later, delays[index]));
    return echo(request);
  };
  const connection = await RawConnection.to(api.url);
  const parts = await Promise.all(
    bodies.map(async (body) => {
      const head = await signedHead(api.url, { method: 'POST', target: invocations, body, credentials: credentials() });
      return `${head}${body}`;
    }),
  );
  connection.send(parts.join(''));
  expect((await connection.answers(3)).map(({ body }) => body)).toEqual(bodies);
  connection.end();
});

describe('a client that asks before it sends', () => {
  const expecting = { method: 'POST', target: invocations, headers: { expect: '100-continue' } };

  it('is asked to continue once its signature is known to be right, and then answered', async () => {
    const connection = await RawConnection.to(api.url);
    connection.send(await signedHead(api.url, { ...expecting, body: '{"a":1}', credentials: credentials() }));
    while (!connection.received.includes('\r\n\r\n')) await new Promise((soon) => setTimeout(soon, 10));
    expect(connection.received).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\n$/);
    connection.send('{"a":1}');
    expect((await connection.answers())[0]).toMatchObject({ status: 200, body: '{"a":1}' });
    connection.end();
  });

  it('is refused without being asked for its body when it is nobody, or its signature is wrong', async () => {
    for (const wrong of [{ accessKeyId: 'AKIANOBODY0000000000' }, { secretAccessKey: 'wrong' }]) {
      const connection = await RawConnection.to(api.url);
      const key = { ...credentials(), ...wrong };
      connection.send(await signedHead(api.url, { ...expecting, body: '{"a":1}', credentials: key }));
      await connection.closed;
      expect(connection.received).toMatch(/^HTTP\/1\.1 403 /);
    }
  });
});
