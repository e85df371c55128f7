-- Draws a tenth of the rest of a budget (at least 1) in the current window of the server's clock. So few draws are needed, and a process
-- holds little of a budget that is nearly used up.
-- KEYS: budget    ARGV: the limit, ms of a window
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local window = string.format('%.0f', math.floor(now / ARGV[2]))
local drawn = redis.pcall('HMGET', KEYS[1], 'window', 'drawn')
if drawn.err or drawn[1] ~= window or not tonumber(drawn[2]) then
  redis.call('DEL', KEYS[1])
  drawn = {window, 0}
end
local left = math.max(0, ARGV[1] - drawn[2])
local granted = math.min(left, math.max(1, math.floor(left / 10)))
if granted > 0 then
  redis.call('HSET', KEYS[1], 'window', window, 'drawn', string.format('%.0f', drawn[2] + granted))
  redis.call('PEXPIRE', KEYS[1], 2 * ARGV[2])
end
return {granted, left - granted, ARGV[2] - now % ARGV[2]}
