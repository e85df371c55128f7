-- Stores a loaded page, unless a fence, nonce, floor or newer page rules it out. Returns the outcome, for how many µs processes may answer
-- older versions from memory, and the revocation that ends this earlier.
-- KEYS: fence, page, fill lease, tags, the tags' indexes, the kind's index
-- ARGV: the server looked at, the fence's nonce at GET, generation, fill lease's token, ms that the page lives (0: don't store),
--       ms that a tag lives, body, then per tag its nonce at GET and the version that was read, then the cursor of the page
--       after this one or ''
if ARGV[4] ~= '' then
  local holder = redis.pcall('GET', KEYS[3])
  if holder == ARGV[4] then redis.call('DEL', KEYS[3]) end
end
local nonce, generation, revoked, heard = check_fence(KEYS[1], ARGV[1])
if not nonce then return {'no-fence', 0, ''} end
if generation ~= ARGV[3] then return {'generation', 0, ''} end
local now = clock()

-- Raises the floor to the version v that was read, even if the page isn't stored: a reader that saw v never gets an older one. A missing
-- tag is revoked too, because processes may still hold pages of it.
local count = (#KEYS - 4) / 2
local number, held, lost = 0, {}, {}
local behind, changed = false, nonce ~= ARGV[2]
for i = 1, count do
  local e, v = ARGV[6 + 2 * i], ARGV[7 + 2 * i]
  local tag = redis.pcall('HMGET', KEYS[3 + i], 'n', 'e', 'f', 'r', 'held')
  if tag.err or tag[1] ~= nonce or not tag[4] then
    changed = true
    lost[#lost + 1] = KEYS[3 + i]
  else
    number = math.max(number, tonumber(tag[4]))
    if tonumber(v) > tonumber(tag[3]) then
      redis.call('HSET', KEYS[3 + i], 'f', v)
      if tag[5] == '1' then held[#held + 1] = KEYS[3 + i] end
    end
    -- No page was stored under this tag before, so there is no older one to purge.
    if tag[3] == '0' and v ~= '0' and redis.call('EXISTS', KEYS[3 + count + i]) == 0 then
      redis.call('HSET', KEYS[3 + i], 'p', v)
    end
    if tonumber(v) < tonumber(tag[3]) then behind = true end
    if tag[2] ~= e then changed = true end
  end
end
number = revoke_all(KEYS[1], nonce, held, lost, number)
local wait, revocation = unheard(KEYS[1], number, heard, now) - now, nonce .. '\n' .. number
if behind then return {'floor', wait, revocation} end
if changed then return {'epoch', wait, revocation} end
if ARGV[5] == '0' then return {'unkept', wait, revocation} end

local stamps = {'n', ARGV[2], 'body', ARGV[7], 'next', ARGV[#ARGV]}
local known = {'n'}
for i = 1, count do
  stamps[#stamps + 1] = 'e' .. i
  stamps[#stamps + 1] = ARGV[6 + 2 * i]
  stamps[#stamps + 1] = 'v' .. i
  stamps[#stamps + 1] = ARGV[7 + 2 * i]
  known[#known + 1] = 'e' .. i
  known[#known + 1] = 'v' .. i
end
local page = redis.pcall('HMGET', KEYS[2], unpack(known))
if not page.err and page[1] == ARGV[2] then
  local newer = false
  for i = 1, count do
    if page[2 * i] ~= ARGV[6 + 2 * i] then newer = false break end
    if (tonumber(page[1 + 2 * i]) or 0) > tonumber(ARGV[7 + 2 * i]) then newer = true end
  end
  if newer then return {'newer', wait, revocation} end
end
redis.call('DEL', KEYS[2])
redis.call('HSET', KEYS[2], unpack(stamps))
redis.call('PEXPIRE', KEYS[2], ARGV[5])
-- A tag outlives the pages under it: without it they are invalid.
for i = 4, 3 + count do redis.call('PEXPIRE', KEYS[i], ARGV[6]) end

-- The indexes are for memory, not for correctness: they let a purge find the page without a scan.
local ms = math.floor(now / 1000)
for i = 4 + count, #KEYS do
  local index = KEYS[i]
  local trimmed = redis.pcall('ZREMRANGEBYSCORE', index, '-inf', string.format('%.0f', ms))
  if type(trimmed) == 'table' then redis.call('DEL', index) end -- an error: the key is not a sorted set
  redis.call('ZADD', index, string.format('%.0f', ms + ARGV[5]), KEYS[2])
  redis.call('PEXPIRE', index, ARGV[6])
end
return {'stored', wait, revocation}
