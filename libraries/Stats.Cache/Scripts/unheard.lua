-- Returns for how many µs processes may still answer pages from memory that a revocation concerns; -1 if the fence has changed since.
-- KEYS: fence    ARGV: the server looked at, the fence's nonce and the number in the revocation
local nonce, generation, revoked, heard = check_fence(KEYS[1], ARGV[1])
if nonce ~= ARGV[2] then return -1 end
local now = clock()
return unheard(KEYS[1], tonumber(ARGV[3]), heard, now) - now
