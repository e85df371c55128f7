-- Adds what a process counted since it did so last.
-- KEYS: counters    ARGV: now (RFC 3339), then fields and what to add to them
redis.call('HSETNX', KEYS[1], 'since', ARGV[1])
for i = 2, #ARGV, 2 do redis.call('HINCRBY', KEYS[1], ARGV[i], ARGV[i + 1]) end
