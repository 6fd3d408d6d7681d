import { LuaScript } from './lua-script.js';

/**
 * Says that an owner lives. A ledger that knows nothing, because it is new or came back empty, grants nothing until everybody has had time
 * to say what they hold.
 *
 * KEYS 1 settling · 2 owners · 3 epoch
 * ARGV 1 owner · 2 milliseconds to settle in
 *
 * Answers 1 when the owner was not known: then it has to register what it holds.
 */
export const beat = new LuaScript(`
if redis.call('EXISTS', KEYS[3]) == 0 then
  redis.call('SET', KEYS[3], ARGV[1])
  redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
end
local time = redis.call('TIME')
return redis.call('ZADD', KEYS[2], time[1] * 1000 + math.floor(time[2] / 1000), ARGV[1])
`);
