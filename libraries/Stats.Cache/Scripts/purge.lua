-- Unlinks the pages of a kind that match a pattern, starting at the cursor.
-- KEYS: the kind's index    ARGV: the cursor, the number of pages per call, the pattern
local step = redis.call('ZSCAN', KEYS[1], ARGV[1], 'COUNT', ARGV[2], 'MATCH', ARGV[3])
local removed = 0
for m = 1, #step[2], 2 do
  removed = removed + redis.call('UNLINK', step[2][m])
  redis.call('ZREM', KEYS[1], step[2][m])
end
return {step[1], removed}
