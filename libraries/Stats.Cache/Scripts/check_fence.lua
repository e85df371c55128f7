-- Prepended to every script that trusts stored data. Returns the fence's nonce, its generation, and the numbers of its last revocation and
-- of the last one that all heard, if the fence is this server's, and this server is the one the caller looked at: a connection may change
-- servers at any moment, and only a script knows where it runs. A replica has no fence of its own.
local function check_fence(key, looked)
  local here = redis.call('INFO', 'replication')
  local isLooked = string.find(here, 'role:master', 1, true) and string.find(here, 'master_replid:' .. looked .. '\r', 1, true)
  local fence = redis.pcall('HMGET', key, 'nonce', 'generation', 'server', 'revoked', 'heard')
  if isLooked and not fence.err and fence[1] and fence[2] and fence[3] == looked and fence[4] and fence[5] then
    return fence[1], fence[2], tonumber(fence[4]), tonumber(fence[5])
  end
end

