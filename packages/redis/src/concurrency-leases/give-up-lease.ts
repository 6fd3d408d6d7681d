import { LuaScript } from './lua-script.js';

/**
 * Leaves a lease to an owner that never beats: it is freed once that owner is taken for dead and no worker reports the lease.
 *
 * KEYS 1 owners · 2… the tallies that the lease may stand in
 * ARGV 1 lease · 2 the new owner
 */
export const giveUpLease = new LuaScript(`
local time = redis.call('TIME')
redis.call('ZADD', KEYS[1], time[1] * 1000 + math.floor(time[2] / 1000), ARGV[2])
for i = 2, #KEYS do
  if redis.call('HEXISTS', KEYS[i], ARGV[1]) == 1 then redis.call('HSET', KEYS[i], ARGV[1], ARGV[2]) end
end
`);
