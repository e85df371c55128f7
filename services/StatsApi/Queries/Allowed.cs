using StatsApi.ApiKeys;

namespace StatsApi.Queries;

/// <summary>Which parameters make sense where. What the path names can't be named again.</summary>
internal static class Allowed
{
    public static readonly IReadOnlyList<string> Everywhere =
    [
        "season", "competition", "club", "isHome", "model", "models", "dateFrom", "dateTo", "metric", "compareTo", "limit", "cursor", "around", "minVersion",
    ];

    public static readonly IReadOnlyList<string> OnCompetitions = [.. Everywhere.Except(["competition"])];

    public static readonly IReadOnlyList<string> OnClubs = [.. Everywhere.Except(["club"])];

    public static readonly IReadOnlyList<string> OnModels = [.. Everywhere.Except(["model", "models", "limit", "cursor", "around"])];

    public static readonly IReadOnlyList<string> OnCorrections = ["since", "season", "competition", "limit", "cursor", "minVersion"];

    public static readonly IReadOnlyList<string> OnMatches = ["minVersion"];

    public static readonly IReadOnlyList<string> OnStream = ["season", "competition", "club", "lastEventId", Tickets.Parameter];

    public static readonly IReadOnlyList<string> OnSeasons = ["competition", "club", "limit", "cursor", "minVersion"];

    public static readonly IReadOnlyList<string> OnCompetitionList = ["season", "club", "limit", "cursor", "minVersion"];

    public static readonly IReadOnlyList<string> OnClubList = ["season", "competition", "limit", "cursor", "minVersion"];

    public static readonly IReadOnlyList<string> OnModelList = ["season", "competition", "limit", "cursor", "minVersion"];

    public static readonly IReadOnlyList<string> OnMatchList =
        ["season", "competition", "club", "isHome", "dateFrom", "dateTo", "limit", "cursor", "minVersion"];
}
