using Stats.Contracts;
using StatsApi.Pages;
using StatsApi.Queries;
using StatsApi.Tables;

namespace StatsApi.ModelHistory;

internal static class ModelHistoryEndpoints
{
    private const string Explained =
        """
        The points of each UTC day with counted matches, from the model's first scored prediction on, and its rank by average points among
        all models in the same matches after it. With `by=matchday`, `competition` and `season`, days are joined into matchdays: a matchday
        ends before the day on which one of its clubs plays again.
        """;

    private static readonly Parameter[] Parameters =
    [
        Parameter.By, Parameter.Season, Parameter.Competition, Parameter.Club, Parameter.IsHome, Parameter.DateFrom, Parameter.DateTo,
        Parameter.MinVersion,
    ];

    public static void MapModelHistory(this IEndpointRouteBuilder stats) => stats
        .MapPage("/models/{id}/history", "model-history", Parameters, ModelHistoryJson.Default.ModelHistoryPage, Plan)
        .Describes("Models", "getModelHistory", "Points, average and rank of one model over time")
        .WithDescription(Explained);

    private static PagePlan<(NamedIds Named, ModelHistoryPage? Page), ModelHistoryPage> Plan(string id, PageQuery query)
    {
        var scope = TableScope.Of(query);
        return new(
            // Matchdays depend on all matches of the competition and season, not only on those of the club.
            query.ByMatchday ? Tags.Scope(query.Competition, null, query.Season) : scope.Tag,
            _ => new ModelHistoryQuestion(id, scope, query.ByMatchday),
            answer => answer.Page is { } page
                ? new Content<ModelHistoryPage>(page, answer.Named.Lifetime) { UnknownIds = answer.Named.Unknown }
                : null);
    }
}
