using Stats.Contracts;
using StatsApi.Pages;
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

    public static void MapMatch(this IEndpointRouteBuilder stats) => stats
        .MapPage("/matches/{id}", "match", [Parameter.MinVersion], MatchJson.Default.MatchPage, Plan)
        .Describes("Matches", "getMatch", "One match, with everything that explains its points")
        .WithDescription(Points);

    private static PagePlan<MatchPage?, MatchPage> Plan(string id, PageQuery query) => new(
        Tags.Match(id),
        _ => new MatchQuestion(id),
        match => match is null ? null : new Content<MatchPage>(match, new Lifetime(Kept: true, match.Kickoff)));
}
