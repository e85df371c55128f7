using Microsoft.AspNetCore.Http.HttpResults;
using Stats.Contracts;
using StatsApi.OpenApi;
using StatsApi.Pages;
using StatsApi.Problems;
using StatsApi.Queries;

namespace StatsApi.MatchPages;

internal static class MatchEndpoints
{
    private const string Points =
        """
        A prediction with the wrong tendency (home win, draw, away win) earns nothing. The right one earns its quota: the fewer said so, the more.
        From the share of the tendency in the predictions that count (`distribution`) follows `maxQuota / (10 × share) − maxQuota / 10 + minQuota`
        (`rawQuotas`), and from that, kept between `minQuota` and `maxQuota` and rounded half up, the quota; what nobody said has `maxQuota`. On top
        come `goalDifferenceBonus` for the right difference, and `exactScoreBonus` for the exact score.

        In the example 2 of 17 said that Arsenal wins: `6 / (10 × 2/17) − 0.6 + 2 = 6.5`, so 6 points. For 2:5 it would have been 6 + 1 + 3.

        A match whose result isn't known is a 404: nobody sees what others predicted before.
        """;

    public static void MapMatch(this IEndpointRouteBuilder stats) => stats.MapGet("/matches/{id}", GetMatchAsync)
        .DescribesPage<MatchPage>("Matches", "getMatch", "One match, with everything that explains its points", Allowed.OnMatches)
        .WithDescription(Points)
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
            request,
            new PageAddress("match", id, parsed.Query, Tags.Match(id)),
            new MatchQuestion(id),
            snapshot => snapshot.Answer is { } match
                ? new Content(match, MatchJson.Default.MatchPage, Filters.None, Pagination: null, new Lifetime(Kept: true, match.Kickoff))
                : null,
            "match",
            cancellationToken);
    }
}
