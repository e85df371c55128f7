namespace StatsApi.Tables;

internal static class TableEndpoints
{
    internal static readonly Parameter[] Parameters =
    [
        Parameter.Season, Parameter.Competition, Parameter.Club, Parameter.IsHome, Parameter.Model, Parameter.Models,
        Parameter.DateFrom, Parameter.DateTo, Parameter.Metric, Parameter.CompareTo,
        Parameter.Limit, Parameter.Cursor, Parameter.Around, Parameter.MinVersion,
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

        stats
            .MapPage("/competition/{id}", "competition", Without(Parameter.Competition), TablesJson.Default.CompetitionTable, (id, query) =>
                Plan(query, TableScope.Of(query) with { CompetitionId = id }, table => table.Named.CompetitionName is { } name
                    ? new CompetitionTable(id, name, query.Season, table.Rows, table.TotalModels)
                    : null))
            .Describes("Tables", "getCompetition", "The table of the models in one competition")
            .WithDescription("With `season`, the table covers one season, otherwise all.");

        stats
            .MapPage("/club/{id}", "club", Without(Parameter.Club), TablesJson.Default.ClubTable, (id, query) =>
                Plan(query, TableScope.Of(query) with { ClubId = id }, table => table.Named.ClubName is { } name
                    ? new ClubTable(id, name, query.Season, query.IsHome, table.Rows)
                    : null))
            .Describes("Tables", "getClub", "The table of the models in the matches of one club");
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
                ? new Content<T>(data, table.Named.LifetimeOf(scope, query.NamedModels), new ListPart(table.TotalCount, table.Last))
                : null);
}
