using System.Text.RegularExpressions;

namespace Statsctl.Results.Sources;

/// <summary>
/// The score in a line of Football.TXT: <c>4-2 (1-0)</c>, <c>2-1 a.e.t. (1-1, 0-1)</c>, <c>5-3 pen. 1-1 a.e.t. (1-1, 0-1)</c>,
/// <c>1-1 a.e.t. (1-1), 3-4 pen.</c>, <c>10-9 pen. (1-1, 0-1)</c>, <c>0-0 Spain (aet, 4-2 pen)</c>. In parentheses are the 90
/// minutes, if extra time or a shoot-out followed, and half-time; 0-0 at half-time is left out there.
/// </summary>
/// <param name="Before">The text before it.</param>
/// <param name="After">The text after it.</param>
/// <param name="Score">Null if the line has no score after 90 minutes.</param>
internal sealed partial record TxtScore(string Before, string After, Score? Score)
{
    private const string Sides = @"\d{1,2}-\d{1,2}";

    /// <summary>Finds the score; null if the line has none.</summary>
    /// <param name="expected">Makes the error if it has two, or one without a result.</param>
    public static TxtScore? In(string line, Func<string, UnreadableFileException> expected)
    {
        var ending = Ending().Match(line);
        if (ending.Success)
            line = line[..ending.Index];
        var parts = Part().Matches(line);
        if (parts.Count == 0)
            return ending.Success ? throw expected($"a score before '{ending.Value.Trim()}'") : null;
        for (var next = 1; next < parts.Count; next++)
        {
            if (!string.IsNullOrWhiteSpace(line[End(parts[next - 1])..parts[next].Index]))
                throw expected($"one score, found '{parts[next - 1].Value}' and '{parts[next].Value}'");
        }
        var (final, brackets) = (One(parts, "final", expected), One(parts, "brackets", expected));
        var shootout = One(parts, "shootout", expected) ?? (ending.Groups["shootout"] is { Success: true } late ? late.Value : null);
        var isExtraTime = One(parts, "extra", expected) is not null || ending.Groups["extra"].Success;
        if (final is null && shootout is null)
            throw expected("a final score such as 2-1");

        var after90 = isExtraTime || final is null ? brackets?.Split(',')[0] : final;
        var score = after90 is null ? null : new Score(
            Goals(after90), isExtraTime && final is not null ? Goals(final) : null, shootout is null ? null : Goals(shootout));
        return new TxtScore(line[..parts[0].Index].TrimEnd(), line[End(parts[^1])..].Trim(), score);
    }

    private static int End(Match part) => part.Index + part.Length;

    private static string? One(MatchCollection parts, string group, Func<string, UnreadableFileException> expected)
    {
        var found = parts.Where(part => part.Groups[group].Success).Select(part => part.Groups[group].Value).ToArray();
        return found.Length <= 1 ? found.FirstOrDefault() : throw expected($"one score, found '{found[0]}' and '{found[1]}'");
    }

    private static Goals Goals(string text)
    {
        var sides = text.Trim().Split('-');
        return new Goals(int.Parse(sides[0], CultureInfo.InvariantCulture), int.Parse(sides[1], CultureInfo.InvariantCulture));
    }

    [GeneratedRegex(
        @"(?<!\S)((?<shootout>" + Sides + @")\s+pen\.?,?|(?<final>" + Sides + @"),?|(?<extra>a\.?e\.?t\.?),?"
            + @"|\((?<brackets>" + Sides + @"(,\s*" + Sides + @")?)\),?)(?!\S)",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Part();

    // With "gg" or "sg": decided by a golden or silver goal.
    [GeneratedRegex(
        @"\s*\((?=aet|\d)(?<extra>aet(/[gs]g)?)?(,\s*)?((?<shootout>" + Sides + @")\s+pen\.?)?\)\s*\z",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Ending();
}
