namespace StatsApi.Corrections;

internal static class CorrectionEndpoints
{
    private const string News =
        """
        Changed, voided and revived results, with the ranks that each changed. To read only new corrections, send the `meta.version` of an
        unfiltered page as `since`.
        """;

    private static readonly Parameter[] Parameters =
        [Parameter.Since, Parameter.Season, Parameter.Competition, Parameter.Limit, Parameter.Cursor, Parameter.MinVersion];

    public static void MapCorrections(this IEndpointRouteBuilder stats) => stats
        .MapPage("corrections", Parameters, CorrectionJson.Default.Corrections, query => ListPlan.Of(
            TableScope.Of(query), after => new CorrectionQuestion(query, after), correction => (correction.Change, correction.MatchId)))
        .Describes("Matches", "getCorrections", "Corrected results, newest first")
        .WithDescription(News);
}
