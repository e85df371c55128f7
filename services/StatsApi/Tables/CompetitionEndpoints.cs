using Microsoft.AspNetCore.Http.HttpResults;
using StatsApi.OpenApi;
using StatsApi.Pages;
using StatsApi.Problems;
using StatsApi.Queries;

namespace StatsApi.Tables;

internal static class CompetitionEndpoints
{
    public static void MapCompetition(this IEndpointRouteBuilder stats) => stats.MapGet("/competition/{id}", GetCompetitionAsync)
        .DescribesPage<CompetitionTable>("Tables", "getCompetition", "The table of the models in one competition", Allowed.OnCompetitions)
        .WithDescription("With `season` it is the table of a league's season, without it that of all its seasons.")
        .MayRefuse(404);

    private static Task<Results<PageResult, ProblemResult>> GetCompetitionAsync(
        string id, HttpRequest request, TableReader tables, CancellationToken cancellationToken) =>
        tables.GetAsync(
            request,
            "competition",
            id,
            Allowed.OnCompetitions,
            scope => scope with { CompetitionId = id },
            (table, scope) => table.Named.CompetitionName is { } name
                ? new CompetitionTable(id, name, scope.Season, table.Rows, table.TotalModels)
                : null,
            TablesJson.Default.CompetitionTable,
            cancellationToken);
}
