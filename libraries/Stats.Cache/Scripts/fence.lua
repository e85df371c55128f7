-- Checks that the fence is this server's and of this generation, and draws a new one if not. The first caller draws; the
-- others find the new one. From then on, everything stored under the old nonce is invalid.
-- KEYS: fence    ARGV: a fresh nonce, the generation if known or '', the server that the caller looked at before or ''
local server = string.match(redis.call('INFO', 'replication'), 'role:master.-master_replid:(%x+)')
if not server then return redis.error_reply('READONLY This is a replica.') end
local fence = redis.pcall('HMGET', KEYS[1], 'nonce', 'generation', 'server', 'revoked', 'heard')
if fence.err then fence = {} end

local generation = fence[2] or ARGV[2]
if ARGV[2] ~= '' and tonumber(ARGV[2]) > tonumber(generation) then generation = ARGV[2] end
-- A caller that moved from another server may have raised floors there that this server lacks.
local moved = ARGV[3] ~= '' and ARGV[3] ~= server
local stands = fence[1] and fence[2] == generation and fence[3] == server and fence[4] and fence[5] and not moved
if not stands and generation ~= '' then
  redis.call('DEL', KEYS[1])
  -- Nothing is known of read leases granted under another fence, except that none is longer than the longest. So an unknown process that
  -- hears nothing gets that one.
  redis.call('HSET', KEYS[1], 'server', server, 'generation', generation, 'nonce', ARGV[1], 'revoked', 0, 'heard', -1)
  write_lease(KEYS[1], '', clock() + longest_lease, -1, '')
  fence[1] = ARGV[1]
end
return {server, generation, fence[1] or ''}
