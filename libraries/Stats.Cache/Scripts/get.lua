-- Returns the page if it is still valid, with a read lease if one is wanted; otherwise grants the fill lease or answers busy.
-- KEYS: fence, page, fill lease, tags    ARGV: the server looked at, 1 to make missing tags, a fresh nonce, a token for the fill lease,
-- ms of a fill lease (0: none), ms that a tag lives, the lowest version of the first tag to accept, µs of a read lease (0: none),
-- the stamp of the body held or ''
local nonce, generation, leased = check_fence(KEYS[1], ARGV[1])
if not nonce then return {'no-fence'} end
local now = clock()
leased = lease_end(KEYS[1], 'l', leased, now)

-- A missing tag is made here, before any reader loads a page for it, and with a nonce that no page can have: a page
-- stored under a nonce was read after the nonce was made, so a lost tag can't bring an old page back. The lost tag may have
-- had read leases, on any version.
local stamps = {}
local fields = {'n'}
local free = now
for i = 4, #KEYS do
  local tag = redis.pcall('HMGET', KEYS[i], 'n', 'e', 'f', 'l', 'w')
  if tag.err or tag[1] ~= nonce then
    if ARGV[2] ~= '1' then return {'no-tag'} end
    redis.call('DEL', KEYS[i])
    tag = {nonce, ARGV[3] .. '.' .. (i - 3), '0', '0', string.format('%.0f', leased)}
    redis.call('HSET', KEYS[i], 'n', tag[1], 'e', tag[2], 'f', tag[3], 'l', tag[4], 'w', tag[5])
    redis.call('PEXPIRE', KEYS[i], ARGV[6])
  end
  free = math.max(free, lease_end(KEYS[i], 'w', tag[5], now))
  stamps[#stamps + 1] = {e = tag[2], f = tag[3], l = tag[4]}
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
  -- While leases on older versions run, this page may not be answered from memory either.
  local isLeased = ARGV[8] ~= '0' and free == now
  local function record(key, known)
    if not isLeased or now + ARGV[8] <= known then return end
    -- A server that takes no writes grants no lease.
    isLeased = type(redis.pcall('HSET', key, 'l', string.format('%.0f', now + ARGV[8]))) == 'number'
  end
  record(KEYS[1], leased)
  for i, stamp in ipairs(stamps) do record(KEYS[3 + i], lease_end(KEYS[3 + i], 'l', stamp.l, now)) end
  local lease = isLeased and 1 or 0
  if ARGV[9] == generation .. '.' .. table.concat(versions, '.') then
    return {'held', generation, free - now, lease, unpack(versions)}
  end
  -- Fetch the body only now: earlier, it would be copied for readers that don't need it.
  return {'hit', generation, free - now, lease, redis.call('HGET', KEYS[2], 'body'), page[#fields], unpack(versions)}
end

local filling = ARGV[5] ~= '0' and redis.call('SET', KEYS[3], ARGV[4], 'NX', 'PX', ARGV[5])
local reply = {filling and 'lease' or 'busy', generation, nonce}
for _, stamp in ipairs(stamps) do
  reply[#reply + 1] = stamp.e
  reply[#reply + 1] = stamp.f
end
return reply
