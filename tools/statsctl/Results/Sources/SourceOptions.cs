namespace Statsctl.Results.Sources;

/// <summary>How sources are read. A class and no record, so that it never prints its token.</summary>
internal sealed class SourceOptions
{
    /// <summary>The environment variable with the token of football-data.org.</summary>
    public const string TokenVariable = "STATS_FOOTBALL_DATA_TOKEN";

    /// <summary>The environment variable with another address than <see cref="OpenLigaDb"/>'s default.</summary>
    public const string OpenLigaDbVariable = "STATS_OPENLIGADB_URL";

    /// <summary>The environment variable with another address than <see cref="FootballDataOrg"/>'s default.</summary>
    public const string FootballDataOrgVariable = "STATS_FOOTBALL_DATA_URL";

    /// <summary>
    /// The season of files outside a season's folder, and of leagues of OpenLigaDB that are not known, such as <c>2025-26</c>; null if
    /// none was given.
    /// </summary>
    public string? Season { get; init; }

    /// <summary>The token for football-data.org; null if none was given.</summary>
    public string? FootballDataOrgToken { get; init; }

    public Uri OpenLigaDb { get; init; } = new("https://api.openligadb.de/");

    public Uri FootballDataOrg { get; init; } = new("https://api.football-data.org/");

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>How long a service may take for one answer.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The average pause before the first retry; it doubles with each.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest pause that a service may demand; after a longer one, the next poll tries again.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Tells a person about waits and retries; null for silence.</summary>
    public Action<string>? Say { get; init; }

    /// <summary>Counts requests; null to count none.</summary>
    public SourceDiagnostics? Diagnostics { get; init; }

    /// <summary>The options with the token and the addresses of the environment.</summary>
    /// <exception cref="CommandFailedException">An address or the token is invalid.</exception>
    public static SourceOptions FromEnvironment(
        string? season = null, Action<string>? say = null, SourceDiagnostics? diagnostics = null, TimeProvider? time = null)
    {
        var defaults = new SourceOptions();
        return new SourceOptions
        {
            Season = season,
            FootballDataOrgToken = Environment.GetEnvironmentVariable(TokenVariable) is { Length: > 0 } token ? token : null,
            OpenLigaDb = Address(OpenLigaDbVariable) ?? defaults.OpenLigaDb,
            FootballDataOrg = Address(FootballDataOrgVariable) ?? defaults.FootballDataOrg,
            Time = time ?? TimeProvider.System,
            Say = say,
            Diagnostics = diagnostics,
        };
    }

    private static Uri? Address(string variable)
    {
        if (Environment.GetEnvironmentVariable(variable) is not { Length: > 0 } text)
            return null;
        return Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address
            : throw new CommandFailedException($"{variable} must be an http:// or https:// address, for example http://127.0.0.1:8081");
    }
}
