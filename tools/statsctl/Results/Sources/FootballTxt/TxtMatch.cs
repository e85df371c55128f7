using System.Text.RegularExpressions;

namespace Statsctl.Results.Sources;

/// <summary>The clubs, score and status in a line of Football.TXT.</summary>
/// <param name="Score">Null if the line has no score after 90 minutes.</param>
internal sealed partial record TxtMatch(string Home, string Away, Score? Score, MatchStatus Status)
{
    private const string Rule = "a match such as Arsenal v Chelsea 2-1 (1-0), a day, a round or a title";

    /// <summary>Whether a line in a line-up looks like a match after all.</summary>
    public static bool IsLikely(string line) => Likely().IsMatch(line);

    /// <param name="expected">Makes the error if the line is no match.</param>
    public static TxtMatch Read(string line, Func<string, UnreadableFileException> expected)
    {
        var note = Note().Match(line);
        if (note.Success)
            line = $"{line[..note.Index]}   {line[(note.Index + note.Length)..]}".Trim();
        if (TxtScore.In(line, expected) is { } found)
        {
            // The away club is before the score with "v", and behind it without.
            var sides = Versus().Split(found.Before);
            var (home, away) = sides.Length == 2 ? (sides[0], sides[1]) : (found.Before, found.After);
            if (sides.Length > 2 || (sides.Length == 2 && found.After.Length > 0) || Versus().IsMatch(found.After))
                throw expected(Rule);
            return new TxtMatch(
                ClubOf(home, expected), ClubOf(away, expected), found.Score, StatusOf(note, MatchStatus.Finished, expected));
        }
        var unplayed = Unplayed().Match(line);
        if (!unplayed.Success)
            throw expected(Rule);
        var usual = unplayed.Groups["how"].Value switch
        {
            "n/p" => MatchStatus.Cancelled,
            "abd" or "abd." => MatchStatus.Abandoned,
            _ => MatchStatus.Scheduled,
        };
        return new TxtMatch(
            ClubOf(unplayed.Groups["home"].Value, expected),
            ClubOf(unplayed.Groups["away"].Value, expected),
            Score: null,
            StatusOf(note, usual, expected));
    }

    // More than two spaces separate columns: part of the line was not understood.
    private static string ClubOf(string name, Func<string, UnreadableFileException> expected)
    {
        name = name.Trim();
        return name.Length > 0 && !Foreign().IsMatch(name) ? name : throw expected($"a club on each side, found '{name}'; {Rule}");
    }

    private static MatchStatus StatusOf(Match note, MatchStatus usual, Func<string, UnreadableFileException> expected) =>
        !note.Success ? usual : note.Groups["word"].Value.ToLowerInvariant() switch
        {
            "awarded" => MatchStatus.Awarded,
            "abandoned" => MatchStatus.Abandoned,
            "suspended" => MatchStatus.Suspended,
            "postponed" => MatchStatus.Postponed,
            "cancelled" or "canceled" or "annulled" => MatchStatus.Cancelled,
            _ => throw expected(
                $"[awarded], [abandoned], [suspended], [postponed], [cancelled] or [annulled], found '{note.Value.Trim()}'"),
        };

    [GeneratedRegex(@"\s*\[(?<word>\w*)[^\]]*\]", RegexOptions.CultureInvariant)]
    private static partial Regex Note();

    [GeneratedRegex(@"\s+vs?\.?\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Versus();

    [GeneratedRegex(
        @"\A(?<home>.*?\S)(\s+(?<how>vs?\.?|n/p|abd\.?)\s+|\s{2,}(?<how>-)\s+)(?<away>\S.*)\z",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Unplayed();

    [GeneratedRegex(@"\s{3,}|[\[\]|=,]|\s+v\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Foreign();

    // A letter before the score and no comma, unlike the goals of a shoot-out: 2-1 Nehoda, 2-2 Flohe.
    [GeneratedRegex(@"\A[^,]*[^\W\d_][^,]*\s\d{1,2}-\d{1,2}(?!\S)|\s+v\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Likely();
}
