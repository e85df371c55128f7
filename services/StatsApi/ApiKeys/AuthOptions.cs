namespace StatsApi.ApiKeys;

/// <summary>Who may ask (<c>Auth__*</c>). No key means nobody.</summary>
internal sealed class AuthOptions
{
    public const string Section = "Auth";

    /// <summary>Several are valid at once, so that one can be replaced without an outage.</summary>
    public IList<KeyOptions> Keys { get; set; } = [];
}

/// <summary>One key (<c>Auth__Keys__0__*</c>).</summary>
internal sealed class KeyOptions
{
    public const int MostPerMinute = 100_000_000;
    public const int MostStreams = 100_000;

    /// <summary>Whose it is, for logs.</summary>
    public string Name { get; set; } = "";

    /// <summary>The SHA-256 of the key in hexadecimal; the key itself is nowhere.</summary>
    public string Sha256 { get; set; } = "";

    /// <summary>What it may do, such as <c>stats:read</c>.</summary>
    public IList<string> Scopes { get; set; } = [];

    /// <summary>When it ends, as RFC 3339; never if it isn't set.</summary>
    public string? ExpiresAt { get; set; }

    /// <summary>How many requests a minute it may make; as many as <c>RateLimits__PerMinute</c> says if it isn't set.</summary>
    public int? PerMinute { get; set; }

    /// <summary>Streams that it may have open on a replica; as many as <c>LiveUpdates__StreamsPerKey</c> says if it isn't set.</summary>
    public int? Streams { get; set; }
}
