namespace Statsctl.Results.Sources;

/// <summary>
/// Reads the score of football-data.org. <c>fullTime</c> counts all goals, those of extra time and of the shoot-out too;
/// <c>extraTime</c> and <c>penalties</c> count their own alone. Source: https://docs.football-data.org/general/v4/overtime.html
/// </summary>
internal static class FootballDataOrgScore
{
    /// <summary>The score; null if the answer has none, or the 90 minutes can't be told from it.</summary>
    /// <exception cref="UnreadableFileException">Goals or duration are not as documented.</exception>
    public static Score? Read(LocatedJson match)
    {
        var score = match["score"] ?? throw match.Expected("'score'");
        if (Part(score, "fullTime") is not { } fullTime)
            return null;
        var (regular, extra, penalties) = (Part(score, "regularTime"), Part(score, "extraTime"), Part(score, "penalties"));
        switch (score["duration"]?.Text)
        {
            case "REGULAR":
                return new Score(fullTime);
            case "EXTRA_TIME":
                regular ??= extra is null ? null : Minus(score, fullTime, extra);
                return regular is null ? null : new Score(regular, fullTime);
            case "PENALTY_SHOOTOUT":
                if (penalties is null)
                    throw score.Expected("'penalties' after a shoot-out");
                var played = Minus(score, fullTime, penalties);
                regular ??= extra is null ? null : Minus(score, played, extra);
                return regular is null ? null : new Score(regular, played, penalties);
            case var other:
                throw (score["duration"] ?? score).Expected(
                    $"'duration' to be REGULAR, EXTRA_TIME or PENALTY_SHOOTOUT, found '{other}'");
        }
    }

    private static Goals? Part(LocatedJson score, string part) => JsonGoals.Read(score[part], "home", "away");

    private static Goals Minus(LocatedJson score, Goals all, Goals part) => all.Home >= part.Home && all.Away >= part.Away
        ? new Goals(all.Home - part.Home, all.Away - part.Away)
        : throw score.Expected("'fullTime' to include the goals of extra time and of the shoot-out");
}
