namespace Statsctl.Results.Sources;

/// <summary>Reads football.json's formats of a score, old and new.</summary>
internal static class FootballJsonScore
{
    private const string Rule = "a score to be a list of two numbers from 0 to 99";

    /// <summary>The score, or null if the match has none after 90 minutes. After extra time, its goals may tell it.</summary>
    public static Score? Read(LocatedJson match)
    {
        var score = match["score"];
        var (fullTime, extraTime, penalties) = score switch
        {
            null => (Sides(match, ""), Sides(match, "et"), Sides(match, "p")),
            { Kind: JsonValueKind.Array } => (Pair(score), null, null),
            { Kind: JsonValueKind.Object } => (Pair(score["ft"]), Pair(score["et"]), Pair(score["p"])),
            _ => throw score.Expected("'score' to be an object with 'ft', or a list of two numbers"),
        };
        fullTime ??= extraTime is null ? null : FootballJsonGoals.After90(match, extraTime);
        return fullTime is null ? null : new Score(fullTime, extraTime, penalties);
    }

    /// <summary>Whether the file has the score after extra time or of the shoot-out, even if it leaves out the 90 minutes.</summary>
    public static bool IsOver(LocatedJson match) =>
        match["score"] is { Kind: JsonValueKind.Object } score && (Pair(score["et"]) ?? Pair(score["p"])) is not null;

    private static Goals? Pair(LocatedJson? pair)
    {
        if (pair is null || (pair.Kind == JsonValueKind.Array && pair.Items.All(side => side.Kind == JsonValueKind.Null)))
            return null;
        return pair is { Kind: JsonValueKind.Array, Items: [{ Number: { } home }, { Number: { } away }] } && AreGoals(home, away)
            ? new Goals(home, away)
            : throw pair.Expected(Rule);
    }

    private static Goals? Sides(LocatedJson match, string part)
    {
        var (home, away) = (match[$"score1{part}"], match[$"score2{part}"]);
        if (home is null && away is null)
            return null;
        return home?.Number is { } h && away?.Number is { } a && AreGoals(h, a)
            ? new Goals(h, a)
            : throw (home ?? away ?? match).Expected($"'score1{part}' and 'score2{part}' to be numbers from 0 to 99");
    }

    private static bool AreGoals(int home, int away) => home is >= 0 and <= 99 && away is >= 0 and <= 99;
}
