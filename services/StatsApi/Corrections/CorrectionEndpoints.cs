using StatsApi.Pages;
using StatsApi.Queries;
using StatsApi.Tables;

namespace StatsApi.Corrections;

internal static class CorrectionEndpoints
{
    private const string News =
        """
        Changed results, voids and revivals of results that were known, with the ranks that each changed. To be told only what is new, keep
        `meta.version` of a page without filters, and send it as `since` the next time.
        """;

    private static readonly Parameter[] Parameters =
        [Parameter.Since, Parameter.Season, Parameter.Competition, Parameter.Limit, Parameter.Cursor, Parameter.MinVersion];

    public static void MapCorrections(this IEndpointRouteBuilder stats) => stats
        .MapPage("corrections", Parameters, CorrectionJson.Default.Corrections, query => ListPlan.Of(
            TableScope.Of(query), after => new CorrectionQuestion(query, after), correction => (correction.Change, correction.MatchId)))
        .Describes("Matches", "getCorrections", "Results that were corrected, the latest first")
        .WithDescription(News);
}
