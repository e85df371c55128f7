using Season.Replay;
using Stats.Contracts;
using Statsctl.Forecasters;

namespace Stats.IntegrationTests;

/// <summary>
/// A second competition in another season, with clubs and models of the first, so that a dropped filter is detected. One match is void,
/// and on the last day there is one without predictions.
/// </summary>
internal static class SmallCup
{
    private static readonly DateTimeOffset Kickoff = new(2016, 8, 6, 15, 0, 0, TimeSpan.Zero);

    public static ReplayInput AddedTo(ReplayInput season)
    {
        FeedMatch[] matches =
        [
            Match(0, "arsenal", "Arsenal", "rovers", "Rovers", 2, 1),
            Match(1, "rovers", "Rovers", "chelsea", "Chelsea", 0, 0),
            Match(2, "chelsea", "Chelsea", "arsenal", "Arsenal", 1, 3, isVoid: true),
            Match(3, "rovers", "Rovers", "arsenal", "Arsenal", 1, 1),
            Match(4, "arsenal", "Arsenal", "chelsea", "Chelsea", 4, 0),
        ];
        var models = season.Predictions.Select(p => p.Model).Distinct().Take(3).ToArray();
        var predictions = matches[..4].SelectMany((match, n) => models.Select((model, m) => new PredictionSubmitted(
            match.Result.MatchId, model, (n + m) % 3, m % 2, match.Result.Kickoff.AddHours(-1 - m))));
        return season with
        {
            Results = season.Results with { Matches = [.. season.Results.Matches, .. matches] },
            Predictions = [.. season.Predictions, .. predictions],
        };
    }

    private static FeedMatch Match(
        int day, string home, string homeName, string away, string awayName, int homeGoals, int awayGoals, bool isVoid = false)
    {
        var result = new MatchCompleted(
            $"cup.2016-17.{home}.{away}",
            new Competition("cup", "Small Cup"),
            "2016-17",
            new Club(home, homeName),
            new Club(away, awayName),
            Kickoff.AddDays(day),
            new Score(new Goals(homeGoals, awayGoals)),
            1,
            Kickoff.AddDays(day).AddHours(2));
        return new FeedMatch(result, isVoid ? new MatchVoided(result.MatchId, 2, "awarded", result.OccurredAt) : null);
    }
}
