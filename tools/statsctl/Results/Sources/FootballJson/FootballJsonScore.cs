using System.Text.Json;

namespace Statsctl.Results.Sources;

/// <summary>Reads football.json's formats of a score, old and new.</summary>
internal static class FootballJsonScore
{
    /// <summary>The score, or null if the match has none after 90 minutes.</summary>
    public static Score? Read(LocatedJson match, Func<string, LocatedJson?, UnreadableFileException> expected)
    {
        var score = match["score"];
        var (fullTime, extraTime, penalties) = score switch
        {
            null => (Sides(match, "", expected), Sides(match, "et", expected), Sides(match, "p", expected)),
            { Kind: JsonValueKind.Array } => (Pair(score, expected), null, null),
            { Kind: JsonValueKind.Object } =>
                (Pair(score["ft"], expected), Pair(score["et"], expected), Pair(score["p"], expected)),
            _ => throw expected("'score' to be an object with 'ft', or a list of two numbers", score),
        };
        return fullTime is null ? null : new Score(fullTime, extraTime, penalties);
    }

    private static Goals? Pair(LocatedJson? pair, Func<string, LocatedJson?, UnreadableFileException> expected)
    {
        if (pair is null || (pair.Kind == JsonValueKind.Array && pair.Items.All(side => side.Kind == JsonValueKind.Null)))
            return null;
        return pair is { Kind: JsonValueKind.Array, Items: [{ Number: { } home }, { Number: { } away }] } && AreGoals(home, away)
            ? new Goals(home, away)
            : throw expected("a score to be a list of two numbers from 0 to 99", pair);
    }

    private static Goals? Sides(LocatedJson match, string part, Func<string, LocatedJson?, UnreadableFileException> expected)
    {
        var (home, away) = (match[$"score1{part}"], match[$"score2{part}"]);
        if (home is null && away is null)
            return null;
        return home?.Number is { } h && away?.Number is { } a && AreGoals(h, a)
            ? new Goals(h, a)
            : throw expected($"'score1{part}' and 'score2{part}' to be numbers from 0 to 99", home ?? away);
    }

    private static bool AreGoals(int home, int away) => home is >= 0 and <= 99 && away is >= 0 and <= 99;
}
