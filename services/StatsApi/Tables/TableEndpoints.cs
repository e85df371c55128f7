namespace StatsApi.Tables;

internal static class TableEndpoints
{
    internal static readonly Parameter[] Parameters =
    [
        Parameter.Season, Parameter.Competition, Parameter.Club, Parameter.IsHome, Parameter.Model, Parameter.Models,
        Parameter.DateFrom, Parameter.DateTo, Parameter.Provider, Parameter.MinPredictions, Parameter.Metric, Parameter.Order,
        Parameter.CompareTo, Parameter.IncludeForm, Parameter.Limit, Parameter.Cursor, Parameter.Around, Parameter.MinVersion,
    ];

    public static void MapTables(this IEndpointRouteBuilder stats)
    {
        stats
            .MapPage("overall", Parameters, TablesJson.Default.OverallTable, query => Plan(
                query, TableScope.Of(query), table => new OverallTable(table.Rows, table.TotalModels, table.TotalPredictions)))
            .Describes("Tables", "getOverall", "The table of all models, with totals")
            .WithDescription("The rows of `/leaderboard`, with totals.");

        stats
            .MapPage("leaderboard", Parameters, TablesJson.Default.Leaderboard, query => Plan(
                query, TableScope.Of(query), table => table.Rows))
            .Describes("Tables", "getLeaderboard", "The table of all models")
            .WithDescription("With `competition` and `season`, it ranks the models in a season of a league.");

        // The singular paths are the older ones; both share their cached pages.
        Competition("/competitions/{id}").Describes("Tables", "getCompetitionTable", "The table of the models in one competition");
        Competition("/competition/{id}").Describes("Tables", "getCompetition", "The table of the models in one competition");
        Club("/clubs/{id}").Describes("Tables", "getClubTable", "The table of the models in the matches of one club");
        Club("/club/{id}").Describes("Tables", "getClub", "The table of the models in the matches of one club");

        RouteHandlerBuilder Competition(string route) => stats
            .MapPage(route, "competition", Without(Parameter.Competition), TablesJson.Default.CompetitionTable, (id, query) =>
                Plan(query, TableScope.Of(query) with { CompetitionId = id }, table => table.Named.CompetitionName is { } name
                    ? new CompetitionTable(id, name, query.Season, table.Rows, table.TotalModels)
                    : null))
            .WithDescription("With `season`, the table covers one season, otherwise all.");

        RouteHandlerBuilder Club(string route) => stats
            .MapPage(route, "club", Without(Parameter.Club), TablesJson.Default.ClubTable, (id, query) =>
                Plan(query, TableScope.Of(query) with { ClubId = id }, table => table.Named.ClubName is { } name
                    ? new ClubTable(id, name, query.Season, query.IsHome, table.Rows)
                    : null));
    }

    // The path names it.
    private static Parameter[] Without(Parameter parameter) => [.. Parameters.Except([parameter])];

    /// <param name="scope">The matches that the table covers.</param>
    /// <param name="show">Creates the <c>data</c> of a table, or null if the id in the path is unknown.</param>
    private static PagePlan<Table, T> Plan<T>(PageQuery query, TableScope scope, Func<Table, T?> show)
        where T : class => new(
            scope.Tag,
            after => new TableQuestion(scope, query, after),
            table => show(table) is { } data
                ? new Content<T>(data, table.Named.Lifetime, new ListPart(table.TotalCount, table.Last, table.First))
                {
                    UnknownIds = table.Named.Unknown,
                }
                : null);
}
