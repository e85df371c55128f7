using Microsoft.AspNetCore.Http.HttpResults;
using StatsApi.OpenApi;
using StatsApi.Pages;
using StatsApi.Problems;
using StatsApi.Queries;

namespace StatsApi.Tables;

internal static class OverallEndpoints
{
    public static void MapOverall(this IEndpointRouteBuilder stats) => stats.MapGet("/overall", GetOverallAsync)
        .DescribesPage<OverallTable>("Tables", "getOverall", "The table of the models, with how many there are", Allowed.Everywhere)
        .WithDescription("The rows of `/leaderboard`, with totals.");

    private static Task<Results<PageResult, ProblemResult>> GetOverallAsync(
        HttpRequest request, TableReader tables, CancellationToken cancellationToken) =>
        tables.GetAsync(
            request,
            "overall",
            null,
            Allowed.Everywhere,
            scope => scope,
            (table, _) => new OverallTable(table.Rows, table.TotalModels, table.TotalPredictions),
            TablesJson.Default.OverallTable,
            cancellationToken);
}
