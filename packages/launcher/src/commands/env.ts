import { existsSync, readFileSync } from 'node:fs';
import { CannotStart } from '../cannot-start.js';
import { type Account, accountFile } from '../settings/account.js';
import { endpoints } from '../settings/endpoints.js';
import { runningStart } from '../start/only-start.js';
import { quoted } from '../start/welcome.js';
import type { Command } from './command.js';

/** Prints what a shell needs for the AWS CLI and SDKs to use Hearth. */
export const env: Command = {
  summary: 'prints exports for your shell: eval "$(npx --no-install hearth env)"',
  options: [],
  async run({ places, settings, print }) {
    const file = accountFile(places.dotHearth);
    if (!existsSync(file)) throw new CannotStart('This clone has no credentials yet.', 'Run npm start once.');
    const account: Account = JSON.parse(readFileSync(file, 'utf8'));
    // What runs may have been started from a shell with other settings.
    const { endpoint } = (await runningStart(places.home)) ?? endpoints(settings);
    const exported = {
      AWS_ENDPOINT_URL: endpoint,
      AWS_ACCESS_KEY_ID: account.accessKeyId,
      AWS_SECRET_ACCESS_KEY: account.secretAccessKey,
      AWS_DEFAULT_REGION: 'us-east-1',
      AWS_REGION: 'us-east-1',
    };
    for (const [name, value] of Object.entries(exported)) print(`export ${name}=${quoted(value)}`);
    // Left over from another shell set-up these would win over the keys, or add a token that does not belong to them.
    print('unset AWS_SESSION_TOKEN AWS_PROFILE');
    return 0;
  },
};
