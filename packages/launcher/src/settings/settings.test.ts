import { CannotStart } from '../cannot-start.js';
import { settings } from './settings.js';

describe('settings', () => {
  it('listens on loopback when nothing is said', () => {
    const { HEARTH_LISTEN, HEARTH_CONSOLE_LISTEN, HEARTH_SANDBOX } = settings({});
    expect(`${HEARTH_LISTEN} ${HEARTH_CONSOLE_LISTEN} ${HEARTH_SANDBOX}`).toBe('127.0.0.1:4566 127.0.0.1:4567 auto');
  });

  it('takes an empty variable for one that is not set', () => {
    expect(settings({ DATABASE_URL: '', HEARTH_SANDBOX: '' })).toEqual(settings({}));
  });

  it('refuses one port for endpoint and console', () => {
    expect(() => settings({ HEARTH_LISTEN: '127.0.0.1:4567' })).toThrow('HEARTH_CONSOLE_LISTEN: must have another port');
  });

  it('names every wrong variable at once', () => {
    const wrong = {
      HEARTH_LISTEN: 'nowhere',
      HEARTH_HOME: 'relative',
      HEARTH_SANDBOX: 'docker',
      HEARTH_MASTER_KEY: 'c2hvcnQ=',
      HEARTH_ACCOUNT_ID: '42',
      HEARTH_ADMIN_PASSWORD: 'short',
      DATABASE_URL: 'mysql://127.0.0.1/hearth',
      REDIS_URL: '127.0.0.1:6379',
    };
    let refusal: unknown;
    try {
      settings(wrong);
    } catch (error) {
      refusal = error;
    }
    expect(refusal).toBeInstanceOf(CannotStart);
    for (const name of Object.keys(wrong)) expect((refusal as CannotStart).problem).toContain(`${name}: `);
  });
});
