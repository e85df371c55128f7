-- Uses a ticket: returns 1 to the first caller, 0 to all others.
-- KEYS: ticket    ARGV: ms that Redis remembers it
return redis.call('SET', KEYS[1], '', 'NX', 'PX', ARGV[1]) and 1 or 0
