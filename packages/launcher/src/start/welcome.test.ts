import { places } from '../settings/places.js';
import { settings } from '../settings/settings.js';
import { quoted, type Welcome, welcome } from './welcome.js';

const ready: Welcome = {
  settings: settings({}),
  places: places('/home/me/hearth', {}, false),
  account: {
    accountId: '111122223333',
    accessKeyId: 'AKIAEXAMPLE',
    secretAccessKey: 'the-secret-key',
    adminPassword: 'pass-word',
  },
  awsCli: 'v2',
  example: 'hello',
  warning: null,
  unenforced: [],
};

describe('welcome', () => {
  it('says where everything is and how to sign in, and shows no secret key', () => {
    const text = welcome(ready);
    for (const word of [
      'http://127.0.0.1:4566',
      'http://127.0.0.1:4567',
      '111122223333',
      'pass-word',
      '/home/me/hearth/.hearth/credentials',
    ]) {
      expect(text).toContain(word);
    }
    expect(text).not.toContain('the-secret-key');
  });

  it('prints an invoke line with what older clients need', () => {
    const [line] = welcome(ready).match(/.* lambda invoke .*/)!;
    expect(line).toContain('--endpoint-url http://127.0.0.1:4566');
    expect(line).toContain('--cli-binary-format raw-in-base64-out');
  });

  it('prints a line for AWS CLI v1 first where that is installed, without the option it does not know', () => {
    const [first, second] = welcome({ ...ready, awsCli: 'v1' }).match(/.* lambda invoke .*/g)!;
    expect(first).not.toContain('--cli-binary-format');
    expect(second).toContain('--cli-binary-format');
  });

  it('says which limits do not hold, and nothing of the kind where all do', () => {
    const text = welcome({ ...ready, unenforced: ['CPU time is not limited.', 'The size of /tmp is not limited.'] });
    expect(text).toMatch(/! Development mode: .*\n {4}CPU time is not limited\.\n {4}The size of \/tmp is not limited\.\n/);
    expect(welcome(ready)).not.toContain('!');
  });

  it('prints no line that would fail when the example function was deleted', () => {
    expect(welcome({ ...ready, example: null })).not.toContain('lambda invoke');
  });
});

describe('quoted', () => {
  it.each([
    ['/home/me/.hearth', '/home/me/.hearth'],
    ['/home/my clone', "'/home/my clone'"],
    ["it's", `'it'\\''s'`],
    ['', "''"],
  ])('writes %j for the shell as %s', (text, written) => {
    expect(quoted(text)).toBe(written);
  });
});
