import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { settings } from '../settings/settings.js';
import { portProblem } from './port-problem.js';

describe('portProblem', () => {
  it('names who listens and offers a port that exists', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const taken = settings({ HEARTH_LISTEN: `127.0.0.1:${port}` });
    const found = await portProblem('HEARTH_LISTEN', taken);
    expect(found?.problem).toContain(`Port ${port} on 127.0.0.1 is in use by `);
    expect(found?.problem).toContain(`(pid ${process.pid})`);
    const offered = Number(/HEARTH_LISTEN=127\.0\.0\.1:(\d+) npm start/.exec(found!.remedy)![1]);
    expect(offered).not.toBe(port);
    expect(offered).toBeLessThan(65_536);
    await new Promise((resolve) => server.close(resolve));
    expect(await portProblem('HEARTH_LISTEN', taken)).toBeNull();
  });

  it('tells an address of another machine from a port in use', async () => {
    const found = await portProblem('HEARTH_LISTEN', settings({ HEARTH_LISTEN: '192.0.2.1:4566' }));
    expect(found?.problem).toContain('192.0.2.1 is no address of this machine');
  });
});
