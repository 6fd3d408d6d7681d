import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Account } from '../settings/account.js';
import { awsFiles } from '../settings/aws-files.js';
import { endpoints } from '../settings/endpoints.js';
import type { Places } from '../settings/places.js';
import type { Settings } from '../settings/settings.js';

export type AwsCli = 'v1' | 'v2' | 'none';

export interface Welcome {
  readonly settings: Settings;
  readonly places: Places;
  readonly account: Account;
  readonly awsCli: AwsCli;
  /** The example function's name, or null when it is not there (any more). */
  readonly example: string | null;
  readonly warning: string | null;
  /** What cannot be enforced on functions here, one sentence each. */
  readonly unenforced: readonly string[];
}

/** What a person reads when everything runs: where it is, how to sign in, and a line to paste. */
export function welcome({ settings, places, account, awsCli, example, warning, unenforced }: Welcome): string {
  const files = awsFiles(places.dotHearth);
  const { endpoint, console: console_ } = endpoints(settings);
  const profile = `AWS_SHARED_CREDENTIALS_FILE=${quoted(files.credentials)} AWS_CONFIG_FILE=${quoted(files.config)}`;
  const lines = [
    '',
    'Hearth is ready.',
    '',
    `  Endpoint     ${endpoint}`,
    `  Console      ${console_}`,
    `  Sign in      account ${account.accountId}, user admin, password ${account.adminPassword}`,
    `  Credentials  ${files.credentials} (profile hearth)`,
    `  Logs         ${places.logs}`,
    '',
    'For the AWS CLI (2.13, 1.29 or newer) and SDKs in this shell:',
    `  export ${profile} AWS_PROFILE=hearth AWS_ENDPOINT_URL=${quoted(endpoint)}`,
    '',
    ...(example ? invokeLines(example, profile, endpoint, awsCli) : []),
    ...(warning ? [`! ${warning}`, ''] : []),
    ...(unenforced.length > 0 ? developmentMode(unenforced) : []),
    'Ctrl-C stops everything; all data is kept.',
    '',
  ];
  return `${lines.join('\n')}\n`;
}

function developmentMode(unenforced: readonly string[]): string[] {
  return [
    '! Development mode: functions are isolated, but with fewer limits than in production:',
    ...unenforced.map((sentence) => `    ${sentence}`),
    '  Started as root, Hearth enforces all of them.',
    '',
  ];
}

/** Which AWS CLI `aws` is: their invoke lines differ. */
export async function installedAwsCli(): Promise<AwsCli> {
  try {
    const { stdout, stderr } = await promisify(execFile)('aws', ['--version'], { timeout: 10_000 });
    return `${stdout}${stderr}`.includes('aws-cli/1.') ? 'v1' : 'v2';
  } catch {
    return 'none';
  }
}

// v1 sends payloads as they are and does not know --cli-binary-format; v2 takes them for base64 without it.
function invokeLines(name: string, profile: string, endpoint: string, installed: AwsCli): string[] {
  const line = (option: string) =>
    `  ${profile} aws lambda invoke --profile hearth --endpoint-url ${quoted(endpoint)} ${option}--function-name ${name} --payload '{"name":"you"}' /tmp/hello.json && cat /tmp/hello.json`;
  const v2 = ['Invoke the example function (AWS CLI v2):', line('--cli-binary-format raw-in-base64-out '), ''];
  const v1 = ['Invoke the example function (AWS CLI v1):', line(''), ''];
  return installed === 'v1' ? [...v1, ...v2] : v2;
}

/** As the shell needs it, quoted only when it must be. */
export function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
