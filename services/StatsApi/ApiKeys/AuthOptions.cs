namespace StatsApi.ApiKeys;

/// <summary>The API keys (<c>Auth__*</c>). Without any, all requests below <c>/api</c> are refused.</summary>
internal sealed class AuthOptions
{
    public const string Section = "Auth";

    /// <summary>Several keys can be valid at once, so that one can be replaced without an outage.</summary>
    public IList<KeyOptions> Keys { get; set; } = [];
}

/// <summary>One key (<c>Auth__Keys__0__*</c>).</summary>
internal sealed class KeyOptions
{
    public const int MostPerMinute = 100_000_000;
    public const int MostStreams = 100_000;

    /// <summary>The owner, for logs. Keys of one name share their limits.</summary>
    public string Name { get; set; } = "";

    /// <summary>The SHA-256 of the key in hexadecimal. The key itself is not stored.</summary>
    public string Sha256 { get; set; } = "";

    /// <summary>The scopes, such as <c>stats:read</c>.</summary>
    public IList<string> Scopes { get; set; } = [];

    /// <summary>When the key expires, in RFC 3339; never if not set.</summary>
    public string? ExpiresAt { get; set; }

    /// <summary>Requests per minute; <c>RateLimits__PerMinute</c> if not set.</summary>
    public int? PerMinute { get; set; }

    /// <summary>Open streams per replica; <c>LiveUpdates__StreamsPerKey</c> if not set.</summary>
    public int? Streams { get; set; }
}
