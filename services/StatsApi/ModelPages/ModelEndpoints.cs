using StatsApi.Pages;
using StatsApi.Queries;
using StatsApi.Tables;

namespace StatsApi.ModelPages;

internal static class ModelEndpoints
{
    private static readonly Parameter[] Parameters =
    [
        Parameter.Season, Parameter.Competition, Parameter.Club, Parameter.IsHome, Parameter.DateFrom, Parameter.DateTo,
        Parameter.MinPredictions, Parameter.Metric, Parameter.CompareTo, Parameter.Include, Parameter.MinVersion,
    ];

    public static void MapModel(this IEndpointRouteBuilder stats) => stats
        .MapPage("/models/{id}", "model", Parameters, ModelJson.Default.ModelPage, Plan)
        .Describes("Models", "getModel", "One model: its rows in all tables, form and streaks");

    private static PagePlan<(NamedIds Named, ModelPage? Page), ModelPage> Plan(string id, PageQuery query)
    {
        var scope = TableScope.Of(query);
        return new(
            scope.Tag,
            _ => new ModelQuestion(id, scope, query),
            answer => answer.Page is { } page ? new Content<ModelPage>(page, answer.Named.Lifetime) { UnknownIds = answer.Named.Unknown } : null);
    }
}
