namespace Stats.Cache;

/// <summary>The reply of GET: a valid page, or the nonces and floors that a fill must match.</summary>
internal sealed record GetReply(
    GetOutcome Outcome,
    CachedPage? Page = null,
    string Nonce = "",
    IReadOnlyList<string>? TagNonces = null,
    string Floors = "",
    string LeaseToken = "")
{
    /// <summary>Until when no reader gets the page, because processes may answer older versions from memory.</summary>
    public Revocation Revocation { get; init; }

    /// <summary>The id of this process's read lease, under which it may answer the page; empty if it may not.</summary>
    public string LeaseId { get; init; } = "";

    /// <summary>Whether the read lease lasts its whole length from this GET.</summary>
    public bool IsExtended { get; init; }

    public IReadOnlyList<string> Epochs => TagNonces ?? [];

    /// <summary>The key of a load, shared by readers that saw the same page, nonces and floors.</summary>
    public string Flight(PageRequest page) => $"{page.Key}|{Nonce}|{Floors}";

    public static GetReply Parse(RedisValue[] reply, string token) => (string?)reply[0] switch
    {
        "hit" => Valid(reply, PageOf(reply, (byte[])reply[6]!, reply[8..]) with { Next = TextOf(reply[7]) }),
        "held" => Valid(reply, PageOf(reply, default, reply[6..]) with { IsHeld = true }),
        "lease" => Miss(GetOutcome.Lease, reply, token),
        "busy" => Miss(GetOutcome.Busy, reply, ""),
        "no-tag" => new(GetOutcome.NoTag),
        "no-fence" => new(GetOutcome.NoFence),
        var other => throw new InvalidOperationException($"GET answered '{other}'."),
    };

    private static GetReply Valid(RedisValue[] reply, CachedPage page) =>
        new(GetOutcome.Hit, page)
        {
            Revocation = new Revocation((long)reply[2], (string)reply[3]!),
            LeaseId = (string)reply[4]!,
            IsExtended = reply[5] != 0,
        };

    private static CachedPage PageOf(RedisValue[] reply, ReadOnlyMemory<byte> body, RedisValue[] versions) =>
        new(CacheStatus.Hit, body, (long)reply[1], Array.ConvertAll(versions, version => (long)version));

    private static string? TextOf(RedisValue value) => value.IsNullOrEmpty ? null : (string?)value;

    private static GetReply Miss(GetOutcome outcome, RedisValue[] reply, string token) => new(
        outcome,
        Nonce: (string)reply[2]!,
        TagNonces: [.. reply[3..].Where((_, i) => i % 2 == 0).Select(nonce => (string)nonce!)],
        Floors: string.Join('|', reply[3..].Select(stamp => (string?)stamp)),
        LeaseToken: token);
}

/// <summary>The outcome of GET.</summary>
internal enum GetOutcome
{
    Hit,
    Lease,
    Busy,
    NoTag,
    NoFence,
}
