-- Returns the page if it is still valid, with a read lease if one is wanted; otherwise grants the fill lease or answers busy.
-- KEYS: fence, page, fill lease, tags    ARGV: the server looked at, 1 to make missing tags, a fresh nonce, a token for the fill lease and
-- for a new read lease, ms of a fill lease (0: none), ms that a tag lives, the lowest version of the first tag to accept, the process, µs
-- of a read lease (0: none), the stamp of the body held or ''
local nonce, generation, revoked, heard = check_fence(KEYS[1], ARGV[1])
if not nonce then return {'no-fence'} end
local now = clock()

-- A missing tag is made here, before any reader loads a page for it, and with a nonce that no page can have: a page
-- stored under a nonce was read after the nonce was made, so a lost tag can't bring an old page back. Processes may still hold pages of
-- the lost tag, in any version.
local stamps, fields, made = {}, {'n'}, {}
local number = 0
for i = 4, #KEYS do
  local tag = redis.pcall('HMGET', KEYS[i], 'n', 'e', 'f', 'r', 'held')
  if tag.err or tag[1] ~= nonce or not tag[4] then
    if ARGV[2] ~= '1' then return {'no-tag'} end
    made[#made + 1] = i
    tag = {nonce, ARGV[3] .. '.' .. (i - 3), '0', '0', '0'}
  end
  number = math.max(number, tonumber(tag[4]))
  stamps[#stamps + 1] = {e = tag[2], f = tag[3], held = tag[5]}
  fields[#fields + 1] = 'e' .. #stamps
  fields[#fields + 1] = 'v' .. #stamps
end
if #made > 0 then
  local lost = {}
  for m, i in ipairs(made) do lost[m] = KEYS[i] end
  number = revoke(KEYS[1], nonce, lost)
  for _, i in ipairs(made) do
    local stamp = stamps[i - 3]
    redis.call('DEL', KEYS[i])
    redis.call('HSET', KEYS[i], 'n', nonce, 'e', stamp.e, 'f', stamp.f, 'r', number, 'held', stamp.held)
    redis.call('PEXPIRE', KEYS[i], ARGV[6])
  end
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
  -- While a process may answer older versions from its memory, this page may not be answered from memory either.
  local free = unheard(KEYS[1], number, heard, now)
  local id, length = '', 0
  if free == now and ARGV[9] ~= '0' then
    local ends, known, current = read_lease(redis.call('HGET', KEYS[1], 'lease:' .. ARGV[8]), now)
    if not ends or ends <= now then
      ends, known, current, length = now + ARGV[9], revoked, ARGV[4], ARGV[9]
    elseif known == revoked then
      -- Only a process that heard every revocation may keep its lease for longer: writers wait for its end.
      ends, length = now + ARGV[9], ARGV[9]
    end
    if write_lease(KEYS[1], ARGV[8], ends, known, current) then id = current end
    for i, stamp in ipairs(stamps) do
      if stamp.held ~= '1' and type(redis.pcall('HSET', KEYS[3 + i], 'held', '1')) ~= 'number' then id = '' end
    end
  end
  local reply = {'hit', generation, free - now, nonce .. '\n' .. number, id, length}
  if ARGV[10] == generation .. '.' .. table.concat(versions, '.') then
    reply[1] = 'held'
  else
    -- Fetch the body only now: earlier, it would be copied for readers that don't need it.
    reply[7], reply[8] = redis.call('HGET', KEYS[2], 'body'), page[#fields]
  end
  for _, version in ipairs(versions) do reply[#reply + 1] = version end
  return reply
end

local filling = ARGV[5] ~= '0' and redis.call('SET', KEYS[3], ARGV[4], 'NX', 'PX', ARGV[5])
local reply = {filling and 'lease' or 'busy', generation, nonce}
for _, stamp in ipairs(stamps) do
  reply[#reply + 1] = stamp.e
  reply[#reply + 1] = stamp.f
end
return reply
