import { LambdaError } from '../lambda-error.js';

/** Refuses runtimes that AWS takes no snapshots of: https://docs.aws.amazon.com/lambda/latest/dg/snapstart.html */
export function checkSnapStart(runtime: string): void {
  const [, language = '', version = ''] = /^([a-z]+)(\d+(?:\.\d+)?)/.exec(runtime) ?? [];
  const oldest = oldestSupported[language];
  if (oldest !== undefined && isSince(version, oldest)) return;
  throw new LambdaError('InvalidParameterValueException', `${runtime} is not supported for SnapStart enabled functions.`);
}

const oldestSupported: Readonly<Record<string, string>> = { java: '11', python: '3.12', dotnet: '8' };

function isSince(version: string, oldest: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = oldest.split('.').map(Number);
  return major > oldestMajor || (major === oldestMajor && minor >= oldestMinor);
}
