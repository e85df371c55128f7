-- Unlinks the pages of a kind that match, from where the last call ended.
-- KEYS: the kind's index    ARGV: the cursor, how many at once, the pattern
local step = redis.call('ZSCAN', KEYS[1], ARGV[1], 'COUNT', ARGV[2], 'MATCH', ARGV[3])
local removed = 0
for m = 1, #step[2], 2 do
  removed = removed + redis.call('UNLINK', step[2][m])
  redis.call('ZREM', KEYS[1], step[2][m])
end
return {step[1], removed}
