-- Releases a fill lease, if the caller still holds it.
-- KEYS: fill lease    ARGV: its token
local holder = redis.pcall('GET', KEYS[1])
if holder == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0
