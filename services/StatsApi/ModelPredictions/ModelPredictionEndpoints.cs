using StatsApi.Pages;
using StatsApi.Queries;
using StatsApi.Tables;

namespace StatsApi.ModelPredictions;

internal static class ModelPredictionEndpoints
{
    private const string Explained =
        """
        One prediction per match with a known result: the one that counts, else the first late one. `reason` explains its points in a
        sentence; the page of the match has the whole calculation.
        """;

    private static readonly Parameter[] Parameters =
    [
        Parameter.Season, Parameter.Competition, Parameter.Club, Parameter.IsHome, Parameter.DateFrom, Parameter.DateTo,
        Parameter.Limit, Parameter.Cursor, Parameter.MinVersion,
    ];

    public static void MapModelPredictions(this IEndpointRouteBuilder stats) => stats
        .MapPage("/models/{id}/predictions", "model-predictions", Parameters, ModelPredictionJson.Default.ModelPredictions, Plan)
        .Describes("Models", "getModelPredictions", "The predictions of one model, newest first")
        .WithDescription(Explained);

    private static PagePlan<ListAnswer<ModelPrediction>, IReadOnlyList<ModelPrediction>> Plan(string id, PageQuery query)
    {
        var scope = TableScope.Of(query);
        return ListPlan.Of(
            scope,
            after => new ModelPredictionQuestion(id, scope, query, after),
            prediction => (Kickoffs.PlaceOf(prediction.Kickoff), prediction.MatchId),
            ofModel: true);
    }
}
