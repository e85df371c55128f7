using Stats.Contracts;
using Stats.Scoring;

namespace StatsApi.MatchPages;

/// <summary>Scores the predictions of a match with another result. Stores nothing.</summary>
internal static class WhatIf
{
    /// <summary>Uses the match's own rules, also if it is voided.</summary>
    public static WhatIfPage Of(MatchPage match, Goals result)
    {
        var scored = Score(match.Rules, match.Predictions, result);
        return new WhatIfPage(
            match.MatchId,
            match.CompetitionId,
            match.Season,
            match.HomeClub,
            match.AwayClub,
            match.Kickoff,
            match.Status,
            match.Revision,
            match.Result,
            new Result(result, null, null),
            scored.Quotas,
            RawQuotas.Of(match.Rules, scored.Distribution),
            scored.Distribution,
            match.Rules,
            [.. scored.Predictions.Zip(match.Predictions, (then, now) => new WhatIfEntry(then, now.TotalPoints))],
            match.Competition);
    }

    private static (Distribution Distribution, Quotas Quotas, IEnumerable<PredictionEntry> Predictions) Score(
        ScoringRules rules, IReadOnlyList<PredictionEntry> predictions, Goals result)
    {
        var tendencies = predictions.Where(p => !p.Late).CountBy(p => Rule.TendencyOf(p.HomeGoals, p.AwayGoals)).ToDictionary();
        var distribution = new Distribution(
            tendencies.GetValueOrDefault(Tendency.Home), tendencies.GetValueOrDefault(Tendency.Draw), tendencies.GetValueOrDefault(Tendency.Away));
        var quotas = Rule.QuotasOf(rules, distribution);
        return (distribution, quotas, predictions.Select(Awarded));

        PredictionEntry Awarded(PredictionEntry p)
        {
            var award = p.Late ? Award.None : Rule.AwardFor(rules, quotas, result, p.HomeGoals, p.AwayGoals);
            return p with
            {
                TendencyPoints = award.TendencyPoints,
                GoalDifferenceBonus = award.GoalDifferenceBonus,
                ExactScoreBonus = award.ExactScoreBonus,
                TotalPoints = award.Total,
            };
        }
    }
}
