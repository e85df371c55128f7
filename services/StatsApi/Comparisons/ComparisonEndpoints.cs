using Microsoft.OpenApi;
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

    private const int Fewest = 2;
    private const int Most = 8;

    /// <summary>Like <see cref="Parameter.Models"/>, but it must be given, and its number of ids is limited.</summary>
    internal static readonly Parameter Models = new(
        Parameter.Models.Name,
        $"The {Fewest} to {Most} models to compare, separated by commas.",
        new() { Type = JsonSchemaType.String, Pattern = $"^{Ids.Pattern}(,{Ids.Pattern}){{{Fewest - 1},{Most - 1}}}$" },
        $"must be {Fewest} to {Most} different ids separated by commas",
        (query, value) => value.Split(',') is { Length: >= Fewest and <= Most } ids && ids.All(Ids.IsValid)
            && ids.Distinct(StringComparer.Ordinal).Count() == ids.Length ? Parameter.With(query, ids) : null)
    {
        IsRequired = true,
    };

    private static readonly Parameter[] Parameters =
    [
        Models, Parameter.Season, Parameter.Competition, Parameter.Club, Parameter.IsHome, Parameter.DateFrom, Parameter.DateTo,
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
