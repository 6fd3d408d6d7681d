import { join } from 'node:path';
import { writeSecret } from '../machine/write-secret.js';
import type { Account } from './account.js';

export interface AwsFiles {
  readonly credentials: string;
  readonly config: string;
}

export function awsFiles(dotHearth: string): AwsFiles {
  return { credentials: join(dotHearth, 'credentials'), config: join(dotHearth, 'config') };
}

/** Writes the account's keys in the AWS CLI's own file format, under the profile `hearth`. */
export function writeAwsFiles(dotHearth: string, account: Account, endpoint: string): void {
  const { credentials, config } = awsFiles(dotHearth);
  const keys = [`aws_access_key_id = ${account.accessKeyId}`, `aws_secret_access_key = ${account.secretAccessKey}`];
  const options = ['region = us-east-1', `endpoint_url = ${endpoint}`, 'cli_binary_format = raw-in-base64-out', 'output = json'];
  writeSecret(credentials, ['[hearth]', ...keys, ''].join('\n'));
  writeSecret(config, ['[profile hearth]', ...options, ''].join('\n'));
}
