import { kept, places } from './places.js';

describe('places', () => {
  it('keeps data inside the clone, and as root where other users can be let in', () => {
    expect(places('/home/me/hearth', {}, false).home).toBe('/home/me/hearth/.hearth/data');
    expect(places('/root/hearth', {}, true).home).toMatch(/^\/var\/lib\/hearth\/[0-9a-f]{12}$/);
  });

  it('gives two clones of one machine places of their own', () => {
    expect(places('/root/one', {}, true).home).not.toBe(places('/root/two', {}, true).home);
  });

  it('keeps socket paths within what the kernel takes, however deep the clone lies', () => {
    const { run } = places(`/home/${'deep/'.repeat(40)}hearth`, {}, false);
    expect(Buffer.byteLength(`${run}/worker-00000000-0000-0000-0000-000000000000`)).toBeLessThan(108);
  });

  it('never counts a whole folder that a person named as its own to delete', () => {
    const named = places('/clone', { HEARTH_HOME: '/home/me', HEARTH_DOT_HEARTH: '/home/me/keys' }, false);
    for (const path of kept(named)) expect(['/home/me', '/home/me/keys']).not.toContain(path);
  });
});
