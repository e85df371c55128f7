namespace Statsctl.Forecasters;

/// <summary>
/// The matches that were over at some moment. A forecaster can't look ahead: only <see cref="At"/> and <see cref="BeforeEach"/> create a
/// history, and they add a match once it is over.
/// </summary>
public sealed class History
{
    /// <summary>How long before kickoff forecasts are submitted.</summary>
    public static readonly TimeSpan Notice = TimeSpan.FromHours(1);

    private readonly Dictionary<string, PlayedMatches> _competitions = [];

    private History()
    {
    }

    /// <summary>The matches of a competition in all its seasons.</summary>
    public PlayedMatches In(string competitionId) => _competitions.GetValueOrDefault(competitionId) ?? new PlayedMatches();

    /// <summary>The matches that were over at this moment, for forecasts of matches to come.</summary>
    public static History At(IEnumerable<FeedMatch> matches, DateTimeOffset at)
    {
        var history = new History();
        foreach (var match in InOrder(matches).TakeWhile(match => IsOver(match, at)))
            history.Add(match);
        return history;
    }

    /// <summary>
    /// Goes through the matches by kickoff, each with the matches that were over when its forecasts are submitted. A history is valid only
    /// until the next one is requested. Voided matches never enter it: their scores weren't played.
    /// </summary>
    public static IEnumerable<(FeedMatch Next, Fixture Fixture, History History)> BeforeEach(IEnumerable<FeedMatch> matches)
    {
        var byKickoff = InOrder(matches).ToList();
        var history = new History();
        var over = 0;
        foreach (var next in byKickoff)
        {
            var submittedAt = next.Result.Kickoff - Notice;
            for (; IsOver(byKickoff[over], submittedAt); over++)
                history.Add(byKickoff[over]);
            yield return (next, FixtureOf(next), history);
        }
    }

    private static IOrderedEnumerable<FeedMatch> InOrder(IEnumerable<FeedMatch> matches) =>
        matches.OrderBy(match => match.Result.Kickoff).ThenBy(match => match.Result.MatchId, StringComparer.Ordinal);

    private static bool IsOver(FeedMatch match, DateTimeOffset at) => match.Result.Kickoff + FeedMatch.Duration <= at;

    private void Add(FeedMatch match)
    {
        if (match.Void is null)
            _competitions.Of(match.Result.Competition.Id).Append(new PlayedMatch(FixtureOf(match), match.Result.Score.RegularTime));
    }

    private static Fixture FixtureOf(FeedMatch match) => new(
        match.Result.Competition.Id, match.Result.Season, match.Result.HomeClub.Id, match.Result.AwayClub.Id, match.Result.Kickoff,
        match.Odds);
}
