import { setTimeout as sleep } from 'node:timers/promises';
import { eventually, Ledger } from './ledger.js';
import { type Child, startChild } from './processes/child.js';
import { Servers } from './servers.js';

/** `npm run faults` raises both; the small round is part of every test run. */
const events = Number(process.env.HEARTH_FAULTS_EVENTS ?? 500);
const rounds = Number(process.env.HEARTH_FAULTS_ROUNDS ?? 1);
const perRound = Math.ceil(events / rounds);

let servers: Servers;
let ledger: Ledger;
let acceptor: Child;
let workers: Child[];
const acknowledged: string[] = [];
const settings = () => ({ postgresUrl: servers.postgresUrl, redisUrl: servers.redisUrl });

const startAcceptor = () =>
  startChild('acceptor', { ...settings(), clients: 8, pauseMilliseconds: 20, deed: { does: 'succeed', milliseconds: 20 } });
const startWorker = () => startChild('worker', settings());
async function end(child: Child): Promise<void> {
  child.kill('SIGKILL');
  await child.ended;
}

/** Each leaves the system as it found it, but for what the crash destroyed. */
const faults: Record<string, () => Promise<void>> = {
  'Redis is killed and its data erased': () => servers.eraseRedis(),
  'a worker is killed': async () => {
    await end(workers.shift()!);
    workers.push(await startWorker());
  },
  'the API is killed': async () => {
    await end(acceptor);
    acknowledged.push(...acceptor.lines);
    acceptor = await startAcceptor();
  },
  'Postgres is killed': () => servers.crashPostgres(),
  'Redis and Postgres are killed at once': async () => {
    await Promise.all([servers.eraseRedis(), servers.crashPostgres()]);
  },
};

beforeAll(async () => {
  servers = await Servers.start();
  ledger = await Ledger.open(servers.postgresUrl);
  workers = [await startWorker(), await startWorker()];
}, 60_000);
afterAll(async () => {
  await Promise.all([acceptor, ...workers].map(end));
  await ledger.postgres.close();
  await servers.stop();
}, 60_000);

/** What runs when a worker dies runs again; with few events that is a larger share of them. */
const percentTwice = perRound >= 5000 ? 1 : 5;

test(
  `of ${events} acknowledged events none is lost and at most ${percentTwice} % run twice, while all is killed in ${rounds} rounds`,
  async () => {
    for (let round = 1; round <= rounds; round++) {
      acceptor = await startAcceptor();
      for (const fault of shuffled(Object.values(faults))) {
        await sleep(500 + Math.random() * 1000);
        await fault();
      }
      expect([acceptor, ...workers].map(({ process }) => process.exitCode)).toEqual([null, null, null]);
      const enough = () => acknowledged.length + acceptor.lines.length >= round * perRound;
      await eventually('enough events are acknowledged', 60 + perRound / 50, enough);
      await end(acceptor);
      acknowledged.push(...acceptor.lines);
      await eventually('every acknowledged event has ended', 60, async () => (await ledger.unfinished(acknowledged)) === 0);
    }
    expect(acknowledged.length).toBeGreaterThanOrEqual(events);
    expect(await ledger.runsAgain()).toBeLessThanOrEqual((acknowledged.length * percentTwice) / 100);
  },
  120_000 + rounds * 180_000,
);

function shuffled<T>(values: readonly T[]): T[] {
  return values
    .map((value) => ({ value, at: Math.random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ value }) => value);
}
