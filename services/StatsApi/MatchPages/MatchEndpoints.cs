using Microsoft.AspNetCore.Http.HttpResults;
using Stats.Contracts;
using StatsApi.OpenApi;
using StatsApi.Pages;
using StatsApi.Problems;
using StatsApi.Queries;

namespace StatsApi.MatchPages;

internal static class MatchEndpoints
{
    public static void MapMatch(this IEndpointRouteBuilder stats) => stats.MapGet("/matches/{id}", GetMatchAsync)
        .DescribesPage<MatchPage>("Matches", "getMatch", "One match, with everything that explains its points", Allowed.OnMatches)
        .MayRefuse(404);

    private static async Task<Results<PageResult, ProblemResult>> GetMatchAsync(
        string id, HttpRequest request, PageReader pages, CancellationToken cancellationToken)
    {
        if (!Ids.IsValid(id))
            return new ProblemResult(Problem.UnknownId("match", id));
        var parsed = QueryReader.Read(request.QueryString.Value, Allowed.OnMatches);
        if (parsed.Errors.Count > 0)
            return new ProblemResult(Problem.InvalidParameters(parsed.Errors));

        return await pages.GetAsync(
            new PageAddress("match", id, parsed.Query, Tags.Match(id)),
            new MatchQuestion(id),
            snapshot => snapshot.Answer is { } match
                ? new Content(match, MatchJson.Default.MatchPage, Filters.None, Pagination: null, new Lifetime(Kept: true, match.Kickoff))
                : null,
            "match",
            cancellationToken);
    }
}
