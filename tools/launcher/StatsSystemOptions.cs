namespace Launcher;

/// <summary>How the system is started.</summary>
public sealed record StatsSystemOptions
{
    /// <summary>More than a demo, a test or a benchmark asks.</summary>
    public const int HighRateLimit = 10_000_000;

    /// <summary>A key that the API takes.</summary>
    public string ApiKey { get; init; } = "launcher-key-0123456789";

    /// <summary>Requests a minute that the API answers for one key.</summary>
    public int RateLimit { get; init; } = HighRateLimit;

    /// <summary>The first API's port; null for a free one.</summary>
    public int? ApiPort { get; init; }

    /// <summary>How many processes of ScoringService.</summary>
    public int Scorers { get; init; } = 1;

    /// <summary>How many processes of CacheInvalidator.</summary>
    public int Invalidators { get; init; } = 1;

    /// <summary>How many processes of StatsApi.</summary>
    public int Apis { get; init; } = 1;

    /// <summary>The database has the schema already: <c>statsctl migrate</c> isn't run.</summary>
    public bool IsMigrated { get; init; }

    /// <summary>More settings for all services.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();
}
