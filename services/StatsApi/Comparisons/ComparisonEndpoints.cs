using StatsApi.Pages;
using StatsApi.Queries;
using StatsApi.Tables;

namespace StatsApi.Comparisons;

internal static class ComparisonEndpoints
{
    private const string Explained =
        """
        Only the shared matches count: those with a scored prediction of every compared model. `headToHead` has each pair of models once;
        `better` is the number of shared matches in which the first one earned more points. Models are ordered by id.
        """;

    private static readonly Parameter[] Parameters =
    [
        Parameter.ComparedModels, Parameter.Season, Parameter.Competition, Parameter.Club, Parameter.IsHome, Parameter.DateFrom, Parameter.DateTo,
        Parameter.MinVersion,
    ];

    public static void MapComparison(this IEndpointRouteBuilder stats) => stats
        .MapPage("compare", Parameters, ComparisonJson.Default.Comparison, Plan)
        .Describes("Models", "compareModels", "Several models in the matches that all of them predicted")
        .WithDescription(Explained);

    private static PagePlan<(NamedIds Named, Comparison Comparison), Comparison> Plan(PageQuery query)
    {
        var scope = TableScope.Of(query);
        return new(
            scope.Tag,
            _ => new ComparisonQuestion(query.Models, scope),
            answer => new Content<Comparison>(answer.Comparison, answer.Named.Lifetime) { UnknownIds = answer.Named.Unknown });
    }
}
