using System.Text.Json;
using NodaTime;

namespace Season.Stub;

/// <summary>
/// Answers with the members that OpenLigaDB has. Source: https://github.com/OpenLigaDB/OpenLigaDB-Samples and the schemas of
/// https://api.openligadb.de/
/// </summary>
internal static class OpenLigaDbAnswers
{
    private static readonly DateTimeZone Germany = DateTimeZoneProviders.Tzdb["Europe/Berlin"];

    /// <summary>All matches of a season; an empty list for an unknown league or season.</summary>
    public static byte[] Season(StubLeague? league, int year, DateTimeOffset now) => JsonSerializer.SerializeToUtf8Bytes(
        (league?.Matches ?? []).Select(match => Match(league!, match, match.At(now), year)));

    /// <summary>When the matches of a matchday changed, in German time without an offset.</summary>
    public static byte[] LastChange(StubLeague? league, int matchday, DateTimeOffset now) => JsonSerializer.SerializeToUtf8Bytes(Local(
        (league?.Matches ?? []).Where(match => match.Matchday == matchday)
            .Select(match => match.At(now).ChangedAt)
            .DefaultIfEmpty(DateTimeOffset.UnixEpoch)
            .Max()));

    private static object Match(StubLeague league, StubMatch match, StubState state, int year) => new
    {
        matchID = match.Id,
        matchDateTime = Local(match.Kickoff),
        timeZoneID = "W. Europe Standard Time",
        leagueId = 4000,
        leagueName = $"{league.Name} {year}/{year + 1}",
        leagueSeason = year,
        leagueShortcut = league.OpenLigaDb,
        matchDateTimeUTC = match.Kickoff.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
        group = new { groupName = $"{match.Matchday}. Spieltag", groupOrderID = match.Matchday, groupID = 40000 + match.Matchday },
        team1 = Team(match.Home),
        team2 = Team(match.Away),
        lastUpdateDateTime = Local(state.ChangedAt),
        matchIsFinished = state.IsOver,
        matchResults = Results(match, state),
        goals = Goals(match, state),
        location = (object?)null,
        numberOfViewers = (int?)null,
    };

    private static object Team(string name) => new
    {
        teamId = name.Sum(letter => (int)letter),
        teamName = name,
        shortName = name.Split(' ')[^1],
        teamIconUrl = "",
        teamGroupName = (string?)null,
    };

    private static object[] Results(StubMatch match, StubState state)
    {
        if (state.Score is not { } score || state.Phase is StubPhase.FirstHalf)
            return [];
        var results = new List<object> { Result(match, 1, "Halbzeit", "HalfTime", 1, match.After(45)) };
        var final = score.ExtraTime is null ? "Endergebnis" : "nach 90 Minuten";
        if (state.IsOver || state.Phase is StubPhase.ExtraTime)
            results.Add(Result(match, 2, final, "After90Minutes", 2, score.RegularTime));
        if (score.ExtraTime is { } extraTime)
            results.Add(Result(match, 3, "nach Verlängerung", "AfterExtraTime", 4, extraTime));
        if (score.Penalties is { } penalties)
            results.Add(Result(match, 4, "nach Elfmeterschießen", "AfterPenalties", 5, penalties));
        return [.. results];
    }

    private static object Result(StubMatch match, int order, string name, string kind, int type, Goals goals) => new
    {
        resultID = match.Id * 10 + order,
        resultName = name,
        pointsTeam1 = goals.Home,
        pointsTeam2 = goals.Away,
        resultOrderID = order,
        resultTypeID = type,
        resultTypeKind = kind,
        resultDescription = name,
    };

    private static object[] Goals(StubMatch match, StubState state)
    {
        var known = state.Score is null ? 0 : state.Phase is StubPhase.FirstHalf or StubPhase.HalfTime or StubPhase.SecondHalf
            ? state.Score.RegularTime.Home + state.Score.RegularTime.Away
            : match.Scored.Count;
        return [.. match.Scored.Take(known).Select((goal, n) => (object)new
        {
            goalID = match.Id * 100 + n,
            scoreTeam1 = match.Scored.Take(n + 1).Count(each => each.IsHome),
            scoreTeam2 = match.Scored.Take(n + 1).Count(each => !each.IsHome),
            matchMinute = goal.Minute,
            goalGetterID = 0,
            goalGetterName = "",
            isPenalty = false,
            isOwnGoal = false,
            isOvertime = false,
            comment = (string?)null,
        })];
    }

    private static string Local(DateTimeOffset at)
    {
        var there = Instant.FromDateTimeOffset(at).InZone(Germany).ToDateTimeUnspecified();
        return there.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);
    }
}
