using Season.Stub;
using Statsctl.Forecasters;

namespace Season.Demo;

/// <summary>A real season as a league of the stub: a matchday every three hours, some corrections, and an awarded match.</summary>
public static class LiveLeague
{
    /// <summary>How the stub's football-data.org names it; known as en.1.</summary>
    public const string Code = "PL";

    private static readonly TimeSpan BetweenMatchdays = TimeSpan.FromHours(3);
    private static readonly TimeSpan BetweenKickoffs = TimeSpan.FromMinutes(10);

    // Of so many matches, the source first misses the last goal of one.
    private const int OneIsCorrected = 12;
    private const int Awarded = 40;

    /// <param name="season">In the order in which they were played. The same season gives the same goals in the same minutes.</param>
    /// <param name="first">The first kickoff (UTC).</param>
    public static StubLeague Of(IReadOnlyList<FeedMatch> season, DateTimeOffset first)
    {
        var matchdays = new Dictionary<string, int>(StringComparer.Ordinal);
        var matches = new List<StubMatch>();
        foreach (var (n, (result, _)) in season.Index())
        {
            // No club plays twice on a matchday.
            var (home, away) = (result.HomeClub.Id, result.AwayClub.Id);
            var matchday = 1 + Math.Max(matchdays.GetValueOrDefault(home), matchdays.GetValueOrDefault(away));
            matchdays[home] = matchdays[away] = matchday;
            matches.Add(Match(n, matchday, result, first + BetweenMatchdays * (matchday - 1) + BetweenKickoffs * (n % 3)));
        }
        return new StubLeague("Premier League", first.Year, "pl", Code, matches);
    }

    private static StubMatch Match(int n, int matchday, MatchCompleted result, DateTimeOffset kickoff)
    {
        var score = result.Score.RegularTime;
        var random = new Random(n);
        StubGoal[] goals =
        [
            .. Enumerable.Repeat(true, score.Home).Concat(Enumerable.Repeat(false, score.Away))
                .Select(isHome => new StubGoal(random.Next(1, 91), isHome))
                .OrderBy(goal => goal.Minute),
        ];
        var isCorrected = n % OneIsCorrected == 0 && goals.Length > 0;
        return new StubMatch(
            n + 1,
            matchday,
            result.HomeClub.Name,
            result.AwayClub.Name,
            kickoff,
            isCorrected ? goals[..^1] : goals,
            CorrectedTo: isCorrected ? score : null,
            AwardedAs: n == Awarded ? new Goals(0, 3) : null);
    }
}
