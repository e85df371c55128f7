-- Put before every script that believes what lies here. The fence, if it is this server's and this server is the one that the caller
-- looked at: a connection may lead elsewhere at any moment, and only a script knows where it runs. A replica has no fence of its own.
local function standing(key, looked)
  local server = string.match(redis.call('INFO', 'replication'), 'role:master.-master_replid:(%x+)')
  local fence = redis.pcall('HMGET', key, 'nonce', 'generation', 'server')
  if server == looked and not fence.err and fence[1] and fence[2] and fence[3] == server then return fence[1], fence[2] end
end

