import { execFileSync } from 'node:child_process';
import { invokeCommandLine } from './invoke-command-line';

test('a shell reads back exactly the event that was written, whatever it holds', () => {
  const payload = `{"a":"it's $(touch /tmp/never) \`x\` \\"quoted\\"",\n "b":"$HOME !!"}`;
  const line = invokeCommandLine('http://127.0.0.1:4566', 'us-east-1', 'hello', {
    qualifier: 'live; true',
    type: 'Event',
    payload,
  }).join(' ');
  const words = execFileSync('sh', ['-c', `aws() { printf '%s\\0' "$@"; }; ${line}`])
    .toString()
    .split('\0');
  expect(words[words.indexOf('--payload') + 1]).toBe(payload);
  expect(words[words.indexOf('--qualifier') + 1]).toBe('live; true');
});
