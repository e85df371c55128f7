-- Prepended to every script that grants read leases or waits for them, after a line that sets longest_lease (µs): no lease is longer.
-- All times are µs of this server's clock.
local function clock()
  local time = redis.call('TIME')
  return time[1] * 1000000 + time[2]
end

-- Returns the time in a field of a hash: when leases end. It is missing if an earlier release wrote the hash, and too far ahead if the
-- clock was set back since. Both are replaced with the latest possible end, which is stored, so that one wait is enough.
local function lease_end(key, field, value, now)
  local ends = tonumber(value)
  if ends and ends <= now + longest_lease then return ends end
  redis.pcall('HSET', key, field, string.format('%.0f', now + longest_lease))
  return now + longest_lease
end

