// Writes .env with fresh secrets for docker compose, once. Needs nothing but Node: node docker/make-env.mjs
import { randomBytes, randomInt } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const letters = (count, alphabet) => Array.from({ length: count }, () => alphabet[randomInt(alphabet.length)]).join('');

const secrets = {
  HEARTH_MASTER_KEY: randomBytes(32).toString('base64'),
  HEARTH_CONSOLE_SECRET: randomBytes(32).toString('base64'),
  HEARTH_ACCOUNT_ID: `${randomInt(1, 10)}${letters(11, '0123456789')}`,
  HEARTH_ACCESS_KEY_ID: `AKIA${letters(16, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567')}`,
  HEARTH_SECRET_ACCESS_KEY: randomBytes(30).toString('base64'),
  HEARTH_ADMIN_PASSWORD: letters(20, 'abcdefghjkmnpqrstuvwxyzACDEFGHJKLMNPQRTUVWXY34679'),
  HEARTH_POSTGRES_PASSWORD: randomBytes(24).toString('hex'),
  HEARTH_REDIS_PASSWORD: randomBytes(24).toString('hex'),
};

const file = fileURLToPath(new URL('../.env', import.meta.url));
try {
  const lines = Object.entries(secrets).map(([name, value]) => `${name}=${value}\n`);
  writeFileSync(file, lines.join(''), { flag: 'wx', mode: 0o600 });
  console.log(`Wrote ${file}. Now: docker compose up --build`);
  console.log(
    `Sign in at http://127.0.0.1:4567: account ${secrets.HEARTH_ACCOUNT_ID}, user admin, password ${secrets.HEARTH_ADMIN_PASSWORD}`,
  );
} catch (error) {
  if (error.code !== 'EEXIST') throw error;
  console.error(`${file} is there already; its secrets belong to the data that exists and are kept.`);
  process.exitCode = 1;
}
