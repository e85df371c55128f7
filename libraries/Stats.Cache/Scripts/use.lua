-- Uses a ticket: 1 for the first who does, 0 for all others.
-- KEYS: ticket    ARGV: ms that it is remembered
return redis.call('SET', KEYS[1], '', 'NX', 'PX', ARGV[1]) and 1 or 0
