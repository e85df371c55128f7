-- Raises floors, then unlinks pages indexed under the tags, up to a limit: run it again while the fourth value returned is 0. The fifth
-- says for how many µs processes may answer pages below the floors from memory, and the sixth is the revocation that ends this earlier.
-- KEYS: fence, tags, the tags' indexes    ARGV: the server looked at, generation, the limit, then per tag its version
local nonce, generation, revoked, heard = check_fence(KEYS[1], ARGV[1])
if not nonce then return {'no-fence', 0, 0, 0, 0, ''} end
if generation ~= ARGV[2] then return {tonumber(generation) > tonumber(ARGV[2]) and 'older' or 'newer', 0, 0, 0, 0, ''} end
local now = clock()

-- The greater version wins, so order and repetition don't matter. A missing tag needs no floor: no page under it is valid. But processes
-- may still hold pages of it, so it is revoked. Without tags, only those matter that hold pages of an earlier fence.
local count, raised, purge = (#KEYS - 1) / 2, 0, {}
local number, held, lost = 0, {}, {}
for i = 1, count do
  local v = tonumber(ARGV[3 + i])
  local tag = redis.pcall('HMGET', KEYS[1 + i], 'n', 'f', 'p', 'r', 'held')
  local exists = not tag.err and tag[1] == nonce and tag[4]
  if not exists then
    lost[#lost + 1] = KEYS[1 + i]
  else
    number = math.max(number, tonumber(tag[4]))
    if v > tonumber(tag[2]) then
      redis.call('HSET', KEYS[1 + i], 'f', ARGV[3 + i])
      raised = raised + 1
      if tag[5] == '1' then held[#held + 1] = KEYS[1 + i] end
    end
  end
  -- Pages purged for this version may have been stored again since: a repeated message must not purge the fresh ones.
  purge[i] = not exists or v > tonumber(tag[3] or 0)
end
number = revoke_all(KEYS[1], nonce, held, lost, number)

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
return {'raised', raised, removed, left, unheard(KEYS[1], number, heard, now) - now, nonce .. '\n' .. number}
