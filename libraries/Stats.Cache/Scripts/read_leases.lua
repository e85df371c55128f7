-- Prepended to every script that grants read leases, revokes pages or waits, after lines that set longest_lease (µs) and the channel.
-- The fence counts revocations in 'revoked'. Of those up to 'heard', no process answers a page from memory any more. Each process with
-- a read lease has a field there: when it ends (µs of this server's clock), the last revocation that the process heard, and an id.
local function clock()
  local time = redis.call('TIME')
  return time[1] * 1000000 + time[2]
end

local function read_lease(value, now)
  local ends, heard, id = string.match(value or '', '^(%d+) (%-?%d+) (.*)$')
  -- An end is too far ahead if the clock was set back since.
  if ends then return math.min(tonumber(ends), now + longest_lease), tonumber(heard), id end
end

local function write_lease(key, process, ends, heard, id)
  local written = redis.pcall('HSET', key, 'lease:' .. process, string.format('%.0f %.0f %s', ends, heard, id))
  -- A server that takes no writes grants no lease.
  return type(written) == 'number'
end

-- Tells every process to forget the pages of some tags, and returns the number of this revocation.
local function revoke(key, nonce, tags)
  local number = redis.call('HINCRBY', key, 'revoked', 1)
  redis.call('PUBLISH', channel, nonce .. '\n' .. number .. '\n' .. table.concat(tags, '\n'))
  return number
end

-- Revokes the pages of tags that processes hold, and of missing tags. Returns the number of the last revocation, at least the one given.
local function revoke_all(key, nonce, held, missing, number)
  local all = {}
  for _, tag in ipairs(held) do all[#all + 1] = tag end
  for _, tag in ipairs(missing) do all[#all + 1] = tag end
  if #all == 0 then return number end
  number = revoke(key, nonce, all)
  for _, tag in ipairs(held) do redis.call('HSET', tag, 'r', number, 'held', '0') end
  return number
end

-- Returns until when a process may answer pages that a revocation concerns: now if each process has heard of it, or its lease ended.
local function unheard(key, number, heard, now)
  if number <= heard then return now end
  local free = now
  local fields = redis.call('HGETALL', key)
  for i = 1, #fields, 2 do
    if string.sub(fields[i], 1, 6) == 'lease:' then
      local ends, known, id = read_lease(fields[i + 1], now)
      if not ends or ends <= now then
        redis.pcall('HDEL', key, fields[i])
      elseif known < number then
        free = math.max(free, ends)
        if ends == now + longest_lease then write_lease(key, string.sub(fields[i], 7), ends, known, id) end
      end
    end
  end
  if free == now then redis.pcall('HSET', key, 'heard', number) end
  return free
end

