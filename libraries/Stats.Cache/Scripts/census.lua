-- Counts pages of a kind and their bytes, starting at the cursor. Removes pages that no longer exist from the kind's index.
-- KEYS: the kind's index    ARGV: the cursor, the number of pages per call
local step = redis.call('ZSCAN', KEYS[1], ARGV[1], 'COUNT', ARGV[2])
local pages, bytes = 0, 0
for m = 1, #step[2], 2 do
  local size = redis.call('MEMORY', 'USAGE', step[2][m])
  if size then
    pages, bytes = pages + 1, bytes + size
  else
    redis.call('ZREM', KEYS[1], step[2][m])
  end
end
return {step[1], pages, bytes}
