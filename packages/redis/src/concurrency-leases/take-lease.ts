import { LuaScript } from './lua-script.js';

export type TakeVerdict = 'provisioned' | 'on-demand' | 'throttled' | 'settling' | 'stranger';

/**
 * Takes one unit, out of the function's provisioned ones if one is free there.
 *
 * KEYS 1 settling · 2 owners · 3 tallies · 4 the function's tally · 5 the account's unreserved tally · 6… the function's provisioned
 * tallies, the invocation's own first
 * ARGV 1 lease · 2 owner · 3 the function's reservation, -1 without one · 4 unreserved units of the account · 5 whether KEYS 6 is the
 * invocation's own · 6… units of KEYS 6…
 *
 * Answers `provisioned` or `on-demand` when the unit is taken; `throttled` when there is none; `settling` while the ledger does not know
 * yet what runs; `stranger` when the owner has not beaten, or was taken for dead.
 */
export const takeLease = new LuaScript(`
if not redis.call('ZSCORE', KEYS[2], ARGV[2]) then return 'stranger' end
if redis.call('EXISTS', KEYS[1]) == 1 then return 'settling' end
local reserved = tonumber(ARGV[3])
local running = redis.call('HLEN', KEYS[4])
if reserved >= 0 and running >= reserved then return 'throttled' end
local own, idle = nil, 0
for i = 6, #KEYS do
  local units, used = tonumber(ARGV[i]), redis.call('HLEN', KEYS[i])
  if used < units then
    idle = idle + units - used
    if i == 6 and ARGV[5] == '1' then own = KEYS[i] end
  end
end
local from = own
if not own then
  if reserved >= 0 then
    if running + idle >= reserved then return 'throttled' end
  else
    if redis.call('HLEN', KEYS[5]) >= tonumber(ARGV[4]) then return 'throttled' end
    from = KEYS[5]
  end
end
redis.call('HSET', KEYS[4], ARGV[1], ARGV[2])
if running == 0 then redis.call('SADD', KEYS[3], KEYS[4]) end
if from then
  redis.call('HSET', from, ARGV[1], ARGV[2])
  if redis.call('HLEN', from) == 1 then redis.call('SADD', KEYS[3], from) end
end
return own and 'provisioned' or 'on-demand'
`);
