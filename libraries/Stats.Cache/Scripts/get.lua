-- Returns the page if it is still valid; otherwise grants the lease or answers busy.
-- KEYS: fence, page, lease, tags    ARGV: the server looked at, 1 to make missing tags, a fresh nonce, a lease token,
-- ms of a lease (0: none), ms that a tag lives, the lowest version of the first tag to accept, stamps of bodies held (*: any)
local nonce, generation = check_fence(KEYS[1], ARGV[1])
if not nonce then return {'no-fence'} end

-- A missing tag is made here, before any reader loads a page for it, and with a nonce that no page can have: a page
-- stored under a nonce was read after the nonce was made, so a lost tag can't bring an old page back.
local stamps = {}
local fields = {'n'}
for i = 4, #KEYS do
  local tag = redis.pcall('HMGET', KEYS[i], 'n', 'e', 'f')
  if tag.err or tag[1] ~= nonce then
    if ARGV[2] ~= '1' then return {'no-tag'} end
    redis.call('DEL', KEYS[i])
    tag = {nonce, ARGV[3] .. '.' .. (i - 3), '0'}
    redis.call('HSET', KEYS[i], 'n', tag[1], 'e', tag[2], 'f', tag[3])
    redis.call('PEXPIRE', KEYS[i], ARGV[6])
  end
  stamps[#stamps + 1] = {e = tag[2], f = tag[3]}
  fields[#fields + 1] = 'e' .. #stamps
  fields[#fields + 1] = 'v' .. #stamps
end

-- A page of an earlier release has no cursor of the page after it.
fields[#fields + 1] = 'next'
local page = redis.pcall('HMGET', KEYS[2], unpack(fields))
local valid = not page.err and page[1] == nonce and page[#fields] and redis.call('HEXISTS', KEYS[2], 'body') == 1
local versions = {}
for i, stamp in ipairs(stamps) do
  local e, v = page[2 * i], page[2 * i + 1]
  valid = valid and e == stamp.e and tonumber(v) and tonumber(v) >= tonumber(stamp.f)
  versions[i] = v
end
if valid and tonumber(versions[1]) >= tonumber(ARGV[7]) then
  local stamp = generation .. '.' .. table.concat(versions, '.')
  for i = 8, #ARGV do
    if ARGV[i] == stamp or ARGV[i] == '*' then return {'held', generation, unpack(versions)} end
  end
  -- Fetch the body only now: earlier, it would be copied for readers that don't need it.
  return {'hit', generation, redis.call('HGET', KEYS[2], 'body'), page[#fields], unpack(versions)}
end

local leased = ARGV[5] ~= '0' and redis.call('SET', KEYS[3], ARGV[4], 'NX', 'PX', ARGV[5])
local reply = {leased and 'lease' or 'busy', generation, nonce}
for _, stamp in ipairs(stamps) do
  reply[#reply + 1] = stamp.e
  reply[#reply + 1] = stamp.f
end
return reply
