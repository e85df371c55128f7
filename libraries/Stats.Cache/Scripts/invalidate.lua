-- Raises floors, then unlinks pages indexed under the tags, up to a limit: run it again while the fourth value returned is 0. The fifth
-- says for how many µs read leases on pages below the floors still run.
-- KEYS: fence, tags, the tags' indexes    ARGV: the server looked at, generation, the limit, then per tag its version
local nonce, generation, leased = check_fence(KEYS[1], ARGV[1])
if not nonce then return {'no-fence', 0, 0, 0, 0} end
if generation ~= ARGV[2] then return {tonumber(generation) > tonumber(ARGV[2]) and 'older' or 'newer', 0, 0, 0, 0} end
local now = clock()
leased = lease_end(KEYS[1], 'l', leased, now)

-- The greater version wins, so order and repetition don't matter. A missing tag needs no floor: no page under it is valid. But it may
-- have had read leases, which the fence counts too. Without tags, the fence alone matters: leases may run on pages of another one.
local count, raised, purge = (#KEYS - 1) / 2, 0, {}
local free = count == 0 and math.max(now, leased) or now
for i = 1, count do
  local v = tonumber(ARGV[3 + i])
  local tag = redis.pcall('HMGET', KEYS[1 + i], 'n', 'f', 'p', 'l', 'w')
  local exists = not tag.err and tag[1] == nonce
  local w = leased
  if exists then
    w = lease_end(KEYS[1 + i], 'w', tag[5], now)
    if v > tonumber(tag[2]) then
      w = math.max(w, lease_end(KEYS[1 + i], 'l', tag[4], now))
      redis.call('HSET', KEYS[1 + i], 'f', ARGV[3 + i], 'w', string.format('%.0f', w))
      raised = raised + 1
    end
  end
  free = math.max(free, w)
  -- Pages purged for this version may have been stored again since: a repeated message must not purge the fresh ones.
  purge[i] = not exists or v > tonumber(tag[3] or 0)
end

local left, removed = tonumber(ARGV[3]), 0
for i = 1, count do
  local index = KEYS[1 + count + i]
  while purge[i] and left > 0 do
    local members = redis.pcall('ZPOPMIN', index, math.min(left, 100))
    if members.err then redis.call('DEL', index) break end
    if #members == 0 then break end
    for m = 1, #members, 2 do removed = removed + redis.call('UNLINK', members[m]) end
    left = left - #members / 2
  end
end
if left > 0 then
  for i = 1, count do
    if purge[i] and redis.pcall('HGET', KEYS[1 + i], 'n') == nonce then redis.call('HSET', KEYS[1 + i], 'p', ARGV[3 + i]) end
  end
end
return {'raised', raised, removed, left, free - now}
