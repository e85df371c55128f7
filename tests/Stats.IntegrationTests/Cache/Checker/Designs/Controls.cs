namespace Stats.IntegrationTests.Cache.Checker;

/// <summary>The rows of the table: our protocol, and wrong designs that the checker must catch.</summary>
internal static class Controls
{
    private const string NoServer = "isLooked and ";

    private const string Slow = "slow readers";

    private const string Served = "if valid and tonumber(versions[1]) >= tonumber(ARGV[7]) then";

    private static readonly (string, string) NoWait =
        ("raised, removed, left, unheard(KEYS[1], number, heard, now) - now", "raised, removed, left, 0");

    private static readonly Protocol HeldUnchecked = new("what is held isn't checked")
    {
        Altered =
        [
            (Served, $"""
                if page[1] and ARGV[10] == generation .. '.' .. table.concat(versions, '.') then
                  return {"{'held', generation, 0, '', '', 0, unpack(versions)}"}
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
                ("    redis.call('DEL', KEYS[i])\n", "\n"),
                (
                    "    redis.call('HSET', KEYS[i], 'n', nonce, 'e', stamp.e, 'f', stamp.f, 'r', number, 'held', stamp.held)\n"
                        + "    redis.call('PEXPIRE', KEYS[i], ARGV[6])\n",
                    "\n"),
                ("    changed = true\n", "    redis.call('HSET', KEYS[3 + i], 'n', nonce, 'e', e, 'f', v, 'r', revoked, 'held', '0')\n"),
            ],
        },
        new("no nonce per tag") { Altered = [("ARGV[3] .. '.' .. (i - 3)", "'0'")] },
        new("GET compares no floors") { Altered = [(" and tonumber(v) >= tonumber(stamp.f)", "")] },
        HeldUnchecked,
        new("FILL raises no floors") { Altered = [("      redis.call('HSET', KEYS[3 + i], 'f', v)\n", "\n")] },
        new("no fence")
        {
            Altered =
            [
                (NoServer, ""),
                (" and fence[3] == looked", ""),
                (" and fence[3] == server", ""),
                (" and not moved", ""),
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
        new("no wait for leases") { In = [Slow, "shared process", "304"], Altered = [NoWait] },
        new("a lease counts from the reply") { In = [Slow], CountsFromReply = true },
        new("clocks don't drift") { In = [Slow, "fast writer"], Drift = 0 },
        new("the lease end read before the floors rise") { In = [Slow, "fast writer"], ReadsEndsFirst = true, Altered = [NoWait] },
        new("a repetition doesn't wait")
        {
            In = ["lost reply"],
            Altered = [("    number = math.max(number, tonumber(tag[4]))\n    if v >", "    if v >")],
        },
        new("a newer page doesn't wait")
        {
            In = [Slow, "304"],
            Altered =
            [
                ("generation, free - now, nonce", "generation, 0, nonce"),
                ("local wait, revocation = unheard(KEYS[1], number, heard, now) - now,", "local wait, revocation = 0,"),
            ],
        },
        new("no wait under a new fence") { In = ["new fence", "new server"], Altered = [("'', clock() + longest_lease", "'', clock()")] },
        new("a lost tag is not revoked")
        {
            In = ["lost tag"],
            Altered =
            [
                ("  number = revoke(KEYS[1], nonce, lost)\n", ""),
                ("revoke_all(KEYS[1], nonce, held, lost, number)", "revoke_all(KEYS[1], nonce, held, {}, number)"),
            ],
        },
        new("no look at the clock before the answer") { In = [Slow, "fast writer"], ForgetsTheClock = true },
        new("heard before it is forgotten") { In = [Slow, "shared process"], TellsFirst = true },
        new("a reply on its way is not forgotten") { In = [Slow, "shared process"], TrustsLateReplies = true },
    ];

    public static IReadOnlyList<Design> Wrong { get; } = [.. Known, .. Broken];
}
