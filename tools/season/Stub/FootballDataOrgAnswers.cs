using System.Text.Json;

namespace Season.Stub;

/// <summary>
/// Answers with the members that football-data.org has. Source: https://docs.football-data.org/general/v4/match.html and
/// https://docs.football-data.org/general/v4/overtime.html
/// </summary>
internal static class FootballDataOrgAnswers
{
    private static readonly object NoGoals = new { home = (int?)null, away = (int?)null };

    /// <summary>All matches of a competition's season.</summary>
    public static byte[] Matches(StubLeague league, DateTimeOffset now)
    {
        var competition = new { id = 2000, name = league.Name, code = league.FootballDataOrg, type = "LEAGUE", emblem = "" };
        var season = new
        {
            id = league.Year,
            startDate = Day(league.Matches.Min(match => match.Kickoff)),
            endDate = $"{league.Year + 1}-05-31",
            currentMatchday = 1,
            winner = (object?)null,
        };
        return JsonSerializer.SerializeToUtf8Bytes(new
        {
            filters = new { season = $"{league.Year}" },
            resultSet = new
            {
                count = league.Matches.Count,
                first = Day(league.Matches.Min(match => match.Kickoff)),
                last = Day(league.Matches.Max(match => match.Kickoff)),
                played = league.Matches.Count(match => match.At(now).IsOver),
            },
            competition,
            matches = league.Matches.Select(match => Match(competition, season, match, match.At(now))),
        });
    }

    private static object Match(object competition, object season, StubMatch match, StubState state) => new
    {
        competition,
        season,
        id = match.Id,
        utcDate = Utc(match.Kickoff),
        status = state.Phase switch
        {
            StubPhase.Scheduled => "TIMED",
            StubPhase.HalfTime => "PAUSED",
            StubPhase.Finished => "FINISHED",
            StubPhase.Awarded => "AWARDED",
            StubPhase.FirstHalf or StubPhase.SecondHalf or StubPhase.ExtraTime => "IN_PLAY",
            _ => throw new ArgumentOutOfRangeException(nameof(state)),
        },
        matchday = match.Matchday,
        stage = "REGULAR_SEASON",
        group = (string?)null,
        lastUpdated = Utc(state.ChangedAt),
        homeTeam = Team(match.Home),
        awayTeam = Team(match.Away),
        score = Score(match, state),
        referees = Array.Empty<object>(),
    };

    private static object Team(string name) => new
    {
        id = name.Sum(letter => (int)letter),
        name,
        shortName = name.Split(' ')[^1],
        tla = name[..Math.Min(3, name.Length)].ToUpperInvariant(),
        crest = "",
    };

    // After extra time, fullTime also counts its goals and those of the shoot-out.
    private static object Score(StubMatch match, StubState state)
    {
        if (state.Score is not { } score)
            return new { winner = (string?)null, duration = "REGULAR", fullTime = NoGoals, halfTime = NoGoals };
        var halfTime = state.Phase is StubPhase.FirstHalf ? NoGoals : Goals(match.After(45));
        if (score.ExtraTime is not { } after)
            return new { winner = Winner(state, score.RegularTime), duration = "REGULAR", fullTime = Goals(score.RegularTime), halfTime };
        var (regular, shootout) = (score.RegularTime, score.Penalties ?? new Goals(0, 0));
        var fullTime = new Goals(after.Home + shootout.Home, after.Away + shootout.Away);
        return new
        {
            winner = Winner(state, fullTime),
            duration = score.Penalties is null ? "EXTRA_TIME" : "PENALTY_SHOOTOUT",
            fullTime = Goals(fullTime),
            halfTime,
            regularTime = Goals(regular),
            extraTime = Goals(new Goals(after.Home - regular.Home, after.Away - regular.Away)),
            penalties = score.Penalties is null ? NoGoals : Goals(shootout),
        };
    }

    private static string? Winner(StubState state, Goals goals) => !state.IsOver ? null
        : goals.Home > goals.Away ? "HOME_TEAM"
        : goals.Home < goals.Away ? "AWAY_TEAM"
        : "DRAW";

    private static object Goals(Goals goals) => new { home = goals.Home, away = goals.Away };

    private static string Day(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Utc(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
