import { LuaScript } from './lua-script.js';

/**
 * Frees what dead owners held, except leases whose invocations a worker reports to be running still.
 *
 * KEYS 1 owners · 2 tallies · 3 reports
 * ARGV 1 milliseconds without a beat after which an owner is dead
 *
 * Answers how many units were freed.
 */
export const reapLeases = new LuaScript(`
local time = redis.call('TIME')
local dead = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', time[1] * 1000 + math.floor(time[2] / 1000) - ARGV[1])
if #dead == 0 then return 0 end
local isDead, running, busy, freed = {}, {}, {}, {}
for _, owner in ipairs(dead) do isDead[owner] = true end
for _, report in ipairs(redis.call('SMEMBERS', KEYS[3])) do
  local leases = redis.call('SMEMBERS', report)
  if #leases == 0 then redis.call('SREM', KEYS[3], report) end
  for _, lease in ipairs(leases) do running[lease] = true end
end
for _, tally in ipairs(redis.call('SMEMBERS', KEYS[2])) do
  local entries = redis.call('HGETALL', tally)
  for i = 1, #entries, 2 do
    local lease, owner = entries[i], entries[i + 1]
    if isDead[owner] and running[lease] then
      busy[owner] = true
    elseif isDead[owner] then
      redis.call('HDEL', tally, lease)
      freed[lease] = true
    end
  end
  if redis.call('EXISTS', tally) == 0 then redis.call('SREM', KEYS[2], tally) end
end
for _, owner in ipairs(dead) do
  if not busy[owner] then redis.call('ZREM', KEYS[1], owner) end
end
local count = 0
for _ in pairs(freed) do count = count + 1 end
return count
`);
