using Microsoft.AspNetCore.Http.HttpResults;
using StatsApi.OpenApi;
using StatsApi.Pages;
using StatsApi.Problems;
using StatsApi.Queries;

namespace StatsApi.Tables;

internal static class LeaderboardEndpoints
{
    public static void MapLeaderboard(this IEndpointRouteBuilder stats) => stats.MapGet("/leaderboard", GetLeaderboardAsync)
        .DescribesPage<IReadOnlyList<Row>>("Tables", "getLeaderboard", "The table of the models, all matches or some", Allowed.Everywhere)
        .WithDescription("With `competition` and `season` it has the rows of the table of a league's season.");

    private static Task<Results<PageResult, ProblemResult>> GetLeaderboardAsync(
        HttpRequest request, TableReader tables, CancellationToken cancellationToken) =>
        tables.GetAsync(
            request,
            "leaderboard",
            null,
            Allowed.Everywhere,
            scope => scope,
            (table, _) => table.Rows,
            TablesJson.Default.Leaderboard,
            cancellationToken);
}
