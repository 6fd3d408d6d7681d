/** One of Redis's numbered databases for each Jest worker, so that suites side by side do not meet. */
export function redisUrl(): string {
  return numbered(1 + (jestWorker % 15));
}

/** Counted from the last database: suites that start processes do not meet those that run an API in their own. */
export function redisUrlOfProcesses(): string {
  return numbered(15 - (jestWorker % 8));
}

const jestWorker = Number(process.env.JEST_WORKER_ID ?? 1);

function numbered(number: number): string {
  const server = process.env.HEARTH_TEST_REDIS_URL;
  if (!server) throw new Error('HEARTH_TEST_REDIS_URL is not set: run specs with `npm run real`');
  return Object.assign(new URL(server), { pathname: `/${number}` }).href;
}
