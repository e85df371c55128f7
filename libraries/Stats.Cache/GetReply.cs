using StackExchange.Redis;

namespace Stats.Cache;

/// <summary>What GET saw: a valid page, or the nonces and floors that a fill has to match.</summary>
internal sealed record GetReply(
    GetOutcome Outcome,
    long Generation = 0,
    ReadOnlyMemory<byte> Body = default,
    IReadOnlyList<long>? Stamps = null,
    string Nonce = "",
    IReadOnlyList<string>? TagNonces = null,
    string Floors = "",
    string LeaseToken = "")
{
    public IReadOnlyList<long> Versions => Stamps ?? [];

    public IReadOnlyList<string> Epochs => TagNonces ?? [];

    /// <summary>Who saw the same page, nonces and floors may share one load.</summary>
    public string Flight(PageRequest page) => $"{page.Key}|{Nonce}|{Floors}";

    public static GetReply Parse(RedisValue[] reply, string token) => (string?)reply[0] switch
    {
        "hit" => new(
            GetOutcome.Hit, (long)reply[1], (byte[]?)reply[2], Stamps: Array.ConvertAll(reply[3..], version => (long)version)),
        "held" => new(GetOutcome.Held, (long)reply[1], Stamps: Array.ConvertAll(reply[2..], version => (long)version)),
        "lease" => Miss(GetOutcome.Lease, reply, token),
        "busy" => Miss(GetOutcome.Busy, reply, ""),
        "no-tag" => new(GetOutcome.NoTag),
        "no-fence" => new(GetOutcome.NoFence),
        var other => throw new InvalidOperationException($"GET answered '{other}'."),
    };

    private static GetReply Miss(GetOutcome outcome, RedisValue[] reply, string token) => new(
        outcome,
        (long)reply[1],
        Nonce: (string)reply[2]!,
        TagNonces: [.. reply[3..].Where((_, i) => i % 2 == 0).Select(nonce => (string)nonce!)],
        Floors: string.Join('|', reply[3..].Select(stamp => (string?)stamp)),
        LeaseToken: token);
}

/// <summary>How GET ended.</summary>
internal enum GetOutcome
{
    Hit,
    Held,
    Lease,
    Busy,
    NoTag,
    NoFence,
}
