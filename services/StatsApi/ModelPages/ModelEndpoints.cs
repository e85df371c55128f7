using Microsoft.AspNetCore.Http.HttpResults;
using StatsApi.OpenApi;
using StatsApi.Pages;
using StatsApi.Problems;
using StatsApi.Queries;
using StatsApi.Tables;

namespace StatsApi.ModelPages;

internal static class ModelEndpoints
{
    public static void MapModel(this IEndpointRouteBuilder stats) => stats.MapGet("/models/{id}", GetModelAsync)
        .DescribesPage<ModelPage>("Tables", "getModel", "One model: its rows in all tables, form and streaks", Allowed.OnModels)
        .MayRefuse(404);

    private static async Task<Results<PageResult, ProblemResult>> GetModelAsync(
        string id, HttpRequest request, PageReader pages, CancellationToken cancellationToken)
    {
        if (!Ids.IsValid(id))
            return new ProblemResult(Problem.UnknownId("model", id));
        var parsed = QueryReader.Read(request.QueryString.Value, Allowed.OnModels);
        if (parsed.Errors.Count > 0)
            return new ProblemResult(Problem.InvalidParameters(parsed.Errors));

        var query = parsed.Query;
        var scope = TableScope.Of(query);
        return await pages.GetAsync(
            request,
            new PageAddress("model", id, query, scope.Tag),
            new ModelQuestion(id, scope, query),
            snapshot => snapshot.Answer.Page is { } page
                ? new Content(
                    page,
                    ModelJson.Default.ModelPage,
                    Filters.Of(query),
                    Pagination: null,
                    new Lifetime(snapshot.Answer.Named.All(scope, []), snapshot.Answer.Named.LastKickoff))
                : null,
            "model",
            cancellationToken);
    }
}
