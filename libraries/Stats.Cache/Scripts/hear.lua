-- Records that a process heard of a revocation, and answers no page from memory that it concerns.
-- KEYS: fence    ARGV: the process, the fence's nonce and the number in the revocation
if redis.call('HGET', KEYS[1], 'nonce') ~= ARGV[2] then return 0 end
local ends, known, id = read_lease(redis.call('HGET', KEYS[1], 'lease:' .. ARGV[1]), clock())
if not ends or known >= tonumber(ARGV[3]) then return 0 end
write_lease(KEYS[1], ARGV[1], ends, tonumber(ARGV[3]), id)
return 1
