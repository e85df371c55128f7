-- Looks whether the fence is this server's and of this generation, and draws a new one if not. The first to look draws; the
-- others find it done. What was stored under the old nonce is unbelievable from then on.
-- KEYS: fence    ARGV: a fresh nonce, the generation if known or '', a nonce to be replaced in any case or ''
local server = string.match(redis.call('INFO', 'replication'), 'master_replid:(%x+)')
local fence = redis.pcall('HMGET', KEYS[1], 'nonce', 'generation', 'server')
if fence.err then fence = {} end

local generation = fence[2] or ARGV[2]
if ARGV[2] ~= '' and tonumber(ARGV[2]) > tonumber(generation) then generation = ARGV[2] end
local stands = fence[1] and fence[2] == generation and fence[3] == server and fence[1] ~= ARGV[3]
if not stands and generation ~= '' then
  redis.call('DEL', KEYS[1])
  redis.call('HSET', KEYS[1], 'server', server, 'generation', generation, 'nonce', ARGV[1])
  fence[1] = ARGV[1]
end
return {server, generation, fence[1] or ''}
