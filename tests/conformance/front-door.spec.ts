import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { openRedis, RedisWorkerDirectory } from '@hearth/redis';
import { type RunningTestApi, runningApi } from '../kit/running-api.js';

let api: RunningTestApi;
beforeAll(async () => {
  api = await runningApi();
});
afterAll(() => api?.stop());

/** Sends bytes as they are and resolves with everything that comes back until the server closes. */
async function raw(bytes: string): Promise<string> {
  const socket = connect(Number(new URL(api.url).port), '127.0.0.1');
  await once(socket, 'connect');
  socket.write(bytes);
  return text(socket);
}

it.each([
  ['two Host headers', 'GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n'],
  ['a whole URL as its target', 'GET http://other/ HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'],
  [
    'a length and chunks at once',
    'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
  ],
])('a request with %s is refused with 400', async (_, request) => {
  expect(await raw(request)).toMatch(/^HTTP\/1\.1 400 /);
});

it('a body above every limit is refused with 413 before it is sent', async () => {
  const head = `POST /2015-03-31/functions HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: ${80 * 1024 ** 2}\r\n\r\n`;
  const answer = await raw(head);
  expect(answer).toMatch(/^HTTP\/1\.1 413 /);
  expect(answer.toLowerCase()).toContain('x-amzn-errortype: requestentitytoolargeexception');
});

it("a request that nobody signed is refused in AWS's words", async () => {
  const answer = await fetch(`${api.url}/2015-03-31/functions`);
  expect(answer.status).toBe(403);
  expect(await answer.json()).toEqual({ message: 'Missing Authentication Token' });
});

it('health names what is missing, and is well once a worker is there', async () => {
  const health = async () => {
    const answer = await fetch(`${api.url}/health`);
    return { status: answer.status, body: await answer.json() };
  };
  const redis = await openRedis(api.config.redisUrl);
  const workers = new RedisWorkerDirectory(redis);
  for (const { id } of await workers.list()) await workers.withdraw(id);
  expect(await health()).toEqual({ status: 503, body: { status: 'unready', missing: ['No worker is ready.'] } });
  await workers.announce({
    id: 'w',
    address: '/nowhere',
    runtimes: [],
    sandboxDriver: 'crun',
    unenforced: [],
    memoryMegabytes: 1,
    startedAtMilliseconds: 0,
  });
  expect(await health()).toEqual({ status: 200, body: { status: 'ready', missing: [] } });
  await workers.withdraw('w');
  await redis.close();
});

it.each(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND', 'PURGE', 'M-SEARCH'])(
  'every answer to %s has an id and the time, whatever the path',
  async (method) => {
    for (const path of [
      '/',
      '/2015-03-31/functions',
      '/2015-03-31/nowhere',
      '/no/such/path',
      '/health/x',
      '/%',
      '/a%2Fb?c=%zz',
    ]) {
      const answer = await raw(`${method} ${path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`);
      const [head = '', body = ''] = answer.split('\r\n\r\n');
      expect({ path, status: Number(head.split(' ')[1]) >= 400 }).toEqual({ path, status: true });
      expect(head).toMatch(/\r\nx-amz(n-requestid|-request-id): [0-9a-f-]{36}/i);
      expect(head).toMatch(/\r\ndate: /i);
      if (method === 'HEAD') expect(body).toBe('');
    }
  },
);
