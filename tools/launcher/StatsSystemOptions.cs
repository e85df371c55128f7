namespace Launcher;

/// <summary>The options of <see cref="StatsSystem"/>.</summary>
public sealed record StatsSystemOptions
{
    /// <summary>More requests than a demo, a test or a benchmark sends.</summary>
    public const int HighRateLimit = 10_000_000;

    /// <summary>The password of StatsWeb's page of operations.</summary>
    public const string OperationsPassword = "stats-dev-only";

    public string ApiKey { get; init; } = "launcher-key-0123456789";

    /// <summary>The API's limit of requests per minute for one key.</summary>
    public int RateLimit { get; init; } = HighRateLimit;

    /// <summary>The first API's port; null for a free one.</summary>
    public int? ApiPort { get; init; }

    public int Scorers { get; init; } = 1;

    public int Invalidators { get; init; } = 1;

    public int Apis { get; init; } = 1;

    public int Webs { get; init; }

    /// <summary>The first StatsWeb's port; null for a free one.</summary>
    public int? WebPort { get; init; }

    /// <summary>Whether the database has the schema already, so that <c>statsctl migrate</c> isn't run.</summary>
    public bool IsMigrated { get; init; }

    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();

    /// <summary>Settings of one service, by its name; they override <see cref="Settings"/>.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string?>> SettingsOf { get; init; } =
        new Dictionary<string, IReadOnlyDictionary<string, string?>>();
}
