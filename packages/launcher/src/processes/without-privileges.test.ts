import { withoutPrivileges } from './without-privileges.js';

describe('withoutPrivileges', () => {
  it('takes every right away when it changes the user', () => {
    expect(withoutPrivileges(['redis-server', 'x.conf'], 'TERM', 66001).join(' ')).toBe(
      'setpriv --reuid 66001 --regid 66001 --clear-groups --inh-caps=-all --bounding-set=-all --no-new-privs --pdeathsig TERM -- redis-server x.conf',
    );
  });

  it('asks for nothing that takes root when the user stays', () => {
    expect(withoutPrivileges(['redis-server'], 'TERM', undefined).join(' ')).toBe(
      'setpriv --no-new-privs --pdeathsig TERM -- redis-server',
    );
  });
});
