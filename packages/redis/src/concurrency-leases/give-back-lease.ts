import { LuaScript } from './lua-script.js';

/**
 * Gives a unit back; doing it twice changes nothing.
 *
 * KEYS 1 tallies · 2… the tallies that the lease may stand in
 * ARGV 1 lease
 */
export const giveBackLease = new LuaScript(`
for i = 2, #KEYS do
  redis.call('HDEL', KEYS[i], ARGV[1])
  if redis.call('EXISTS', KEYS[i]) == 0 then redis.call('SREM', KEYS[1], KEYS[i]) end
end
`);
