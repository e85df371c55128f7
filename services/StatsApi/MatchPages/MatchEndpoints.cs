namespace StatsApi.MatchPages;

internal static class MatchEndpoints
{
    private const string Points =
        """
        A prediction with the wrong tendency (home win, draw, away win) earns nothing. The right tendency earns its quota: the fewer models
        predicted it, the higher. The raw quota (`rawQuotas`) is `maxQuota / (10 × share) − maxQuota / 10 + minQuota`, where `share` is the
        tendency's share of the predictions that count (`distribution`). The quota is the raw quota limited to `minQuota` and `maxQuota` and
        rounded half up. A tendency that no model predicted has `maxQuota`. `goalDifferenceBonus` is added for the right goal difference,
        and `exactScoreBonus` for the exact score.

        In the example, 2 of 17 models predicted that Arsenal wins: `6 / (10 × 2/17) − 0.6 + 2 = 6.5`, limited to 6 points. The exact score
        2:5 would have earned 6 + 1 + 3.

        A match without a known result returns 404, so that predictions stay hidden until then.
        """;

    public static void MapMatches(this IEndpointRouteBuilder stats)
    {
        stats.MapPage("/matches/{id}", "match", [Parameter.MinVersion], MatchJson.Default.MatchPage, Plan)
            .Describes("Matches", "getMatch", "One match, with the calculation of its points")
            .WithDescription(Points);
        stats.MapWhatIf();
    }

    private static PagePlan<MatchPage?, MatchPage> Plan(string id, PageQuery query) => new(
        Tags.Match(id),
        _ => new MatchQuestion(id),
        match => match is null ? null : new Content<MatchPage>(match, new Lifetime(Kept: true, match.Kickoff)));
}
