import type { InvocationRequest } from './invocation';

/** The same invocation for the AWS CLI, in parts that belong on a line each; safe to paste whatever the event holds. */
export function invokeCommandLine(
  apiUrl: string,
  region: string,
  name: string,
  { qualifier, type, payload }: InvocationRequest,
): string[] {
  return [
    `aws lambda invoke --endpoint-url ${quoted(apiUrl)} --region ${quoted(region)}`,
    `--function-name ${quoted(name)}`,
    ...(qualifier === '$LATEST' ? [] : [`--qualifier ${quoted(qualifier)}`]),
    type === 'Event' ? '--invocation-type Event' : '--log-type Tail',
    `--cli-binary-format raw-in-base64-out --payload ${quoted(payload)}`,
    'response.json',
  ];
}

function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
