namespace Stats.IntegrationTests.Cache.Checker;

/// <summary>The rows of the table: our protocol, and wrong designs that the checker must catch.</summary>
internal static class Controls
{
    private const string NoServer = "isLooked and ";

    private const string Served = "if valid and tonumber(versions[1]) >= tonumber(ARGV[7]) then";

    private static readonly (string, string) NoWait = ("raised, removed, left, free - now", "raised, removed, left, 0");

    private static readonly Protocol HeldUnchecked = new("what is held isn't checked")
    {
        Altered =
        [
            (Served, $"""
                if page[1] and ARGV[9] == generation .. '.' .. table.concat(versions, '.') then
                  return {"{'held', generation, 0, 0, unpack(versions)}"}
                end
                {Served}
                """),
        ],
    };

    public static Design Ours { get; } = new Protocol("**floor and epoch (ours)**");

    /// <summary>Common ways to cache pages.</summary>
    public static IReadOnlyList<Design> Known { get; } =
    [
        new Plain("a time to live only") { Purge = "" },
        new Plain("SET and DEL") { Purge = "redis.call('DEL', KEYS[1])" },
        new Plain("an index set per tag, purged")
        {
            Keep = "redis.call('SET', KEYS[1], ARGV[1], 'PX', 600000) redis.call('SADD', KEYS[3], KEYS[1])",
            Purge = "for _, page in ipairs(redis.call('SMEMBERS', KEYS[3])) do redis.call('DEL', page) end redis.call('DEL', KEYS[3])",
        },
        new Plain("a lease that DEL voids")
        {
            Look = """
                local page = redis.call('GET', KEYS[1])
                if not page then redis.call('SET', KEYS[4], ARGV[1], 'NX', 'PX', 5000) end
                return {page, redis.call('GET', KEYS[4]) == ARGV[1] and ARGV[1] or ''}
                """,
            Keep = "if redis.call('GET', KEYS[4]) == ARGV[2] then "
                + "redis.call('DEL', KEYS[4]) redis.call('SET', KEYS[1], ARGV[1], 'PX', 600000) end",
            Purge = "redis.call('DEL', KEYS[1], KEYS[4])",
        },
        new Plain("a counter per tag, from zero")
        {
            Look = """
                local at = redis.call('GET', KEYS[2]) or '0'
                local page = redis.call('HMGET', KEYS[1], 'at', 'page')
                return {page[1] == at and page[2], at}
                """,
            Keep = "redis.call('DEL', KEYS[1]) redis.call('HSET', KEYS[1], 'at', ARGV[2], 'page', ARGV[1]) "
                + "redis.call('PEXPIRE', KEYS[1], 600000)",
            Purge = "redis.call('INCR', KEYS[2]) redis.call('PEXPIRE', KEYS[2], 600000)",
        },
        new Plain("a nonce per tag")
        {
            Look = """
                redis.call('SET', KEYS[2], ARGV[1], 'NX', 'PX', 600000)
                local at = redis.call('GET', KEYS[2])
                local page = redis.call('HMGET', KEYS[1], 'at', 'page')
                return {page[1] == at and page[2], at}
                """,
            Keep = "redis.call('DEL', KEYS[1]) redis.call('HSET', KEYS[1], 'at', ARGV[2], 'page', ARGV[1]) "
                + "redis.call('PEXPIRE', KEYS[1], 600000)",
            Purge = "redis.call('SET', KEYS[2], ARGV[1], 'PX', 600000)",
        },
    ];

    /// <summary>Our protocol with one change each.</summary>
    public static IReadOnlyList<Protocol> Broken { get; } =
    [
        new("the version read after the data")
        {
            Load = async () =>
            {
                var shown = await Gates.ReadDatabaseAsync("reads the data");
                return (shown.Version, (await Gates.ReadDatabaseAsync("reads the version")).Stamp);
            },
        },
        new("a sequence number as the version")
        {
            Commit = async () =>
            {
                var number = (await Gates.CommitAsync("takes a number", before => before with { Taken = before.Taken + 1 })).Taken;
                var committed = await Gates.CommitAsync(
                    "commits", before => before with { Version = before.Version + 1, Stamp = Math.Max(before.Stamp, number) });
                return (committed.Version, number);
            },
        },
        new("acknowledged before the floors") { AcknowledgesFirst = true },
        new("one flight per key, whatever was seen") { JoinsByKey = true },
        new("the tag made after the read")
        {
            Altered =
            [
                ("redis.call('DEL', KEYS[i])\n", "\n"),
                (
                    "redis.call('HSET', KEYS[i], 'n', tag[1], 'e', tag[2], 'f', tag[3], 'l', tag[4], 'w', tag[5])\n"
                        + "    redis.call('PEXPIRE', KEYS[i], ARGV[6])\n",
                    "\n"),
                ("    changed = true\n", "    redis.call('HSET', KEYS[3 + i], 'n', nonce, 'e', e, 'f', v)\n"),
            ],
        },
        new("no nonce per tag") { Altered = [("ARGV[3] .. '.' .. (i - 3)", "'0'")] },
        new("GET compares no floors") { Altered = [(" and tonumber(v) >= tonumber(stamp.f)", "")] },
        HeldUnchecked,
        new("FILL raises no floors") { Altered = [("'f', v, 'w'", "'w'")] },
        new("no fence")
        {
            Altered =
            [
                (NoServer, ""),
                (" and fence[3] == looked then return", " then return"),
                (" and fence[3] == server and not moved", ""),
            ],
        },
    ];

    /// <summary>Our protocol, but it tells the wrong clients to keep their page.</summary>
    public static IReadOnlyList<Protocol> BrokenForHolders { get; } =
    [
        HeldUnchecked,
        new("a 304 from the process's memory") { TrustsWhatIsHeld = true },
    ];

    /// <summary>Our protocol with one change to its read leases each.</summary>
    public static IReadOnlyList<Protocol> BrokenLeases { get; } =
    [
        new("no wait for leases") { Altered = [NoWait] },
        new("a lease counts from the reply") { CountsFromReply = true },
        new("clocks don't drift") { Drift = 0 },
        new("the lease end read before the floors rise") { ReadsEndsFirst = true, Altered = [NoWait] },
        new("the lease end not kept for a repetition")
        {
            Altered = [("    w = lease_end(KEYS[1 + i], 'w', tag[5], now)\n", "    w = now\n")],
        },
        new("a newer page doesn't wait")
        {
            Altered =
            [
                ("generation, free - now, lease", "generation, 0, lease"),
                .. new[] { "'floor'", "'epoch'", "'unkept'", "'newer'", "'stored'" }
                    .Select(outcome => ($"{outcome}, free - now", $"{outcome}, 0")),
            ],
        },
        new("no wait under a new fence") { Altered = [("clock() + longest_lease", "clock()")] },
        new("a lost tag had no leases")
        {
            Altered =
            [
                ("'0', '0', string.format('%.0f', leased)", "'0', '0', '0'"),
                ("    free = math.max(free, leased)\n", ""),
                ("  local w = leased\n", "  local w = now\n"),
            ],
        },
        new("no look at the clock before the answer") { ForgetsTheClock = true },
    ];

    public static IReadOnlyList<Design> Wrong { get; } = [.. Known, .. Broken];
}
