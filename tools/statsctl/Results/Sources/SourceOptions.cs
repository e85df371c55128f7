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

    /// <summary>The season of files outside a season's folder, such as <c>2025-26</c>; null if none was given.</summary>
    public string? Season { get; init; }

    /// <summary>Whether the name of each file's folder is its season, even if it isn't a year's.</summary>
    public bool AnyFolderIsASeason { get; init; }

    /// <summary>The token for football-data.org; null if none was given.</summary>
    public string? FootballDataOrgToken { get; init; }

    public Uri OpenLigaDb { get; init; } = new("https://api.openligadb.de/");

    public Uri FootballDataOrg { get; init; } = new("https://api.football-data.org/");

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
