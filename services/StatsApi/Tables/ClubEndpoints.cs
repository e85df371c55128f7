using Microsoft.AspNetCore.Http.HttpResults;
using StatsApi.OpenApi;
using StatsApi.Pages;
using StatsApi.Problems;
using StatsApi.Queries;

namespace StatsApi.Tables;

internal static class ClubEndpoints
{
    public static void MapClub(this IEndpointRouteBuilder stats) => stats.MapGet("/club/{id}", GetClubAsync)
        .DescribesPage<ClubTable>("Tables", "getClub", "The table of the models in the matches of one club", Allowed.OnClubs)
        .MayRefuse(404);

    private static Task<Results<PageResult, ProblemResult>> GetClubAsync(
        string id, HttpRequest request, TableReader tables, CancellationToken cancellationToken) =>
        tables.GetAsync(
            request,
            "club",
            id,
            Allowed.OnClubs,
            scope => scope with { ClubId = id },
            (table, scope) => table.Named.ClubName is { } name
                ? new ClubTable(id, name, scope.Season, scope.IsHome, table.Rows)
                : null,
            TablesJson.Default.ClubTable,
            cancellationToken);
}
