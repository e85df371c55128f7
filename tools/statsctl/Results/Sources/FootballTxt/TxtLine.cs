using System.Text.RegularExpressions;

namespace Statsctl.Results.Sources;

/// <summary>Recognizes the kinds of lines in Football.TXT that are no matches.</summary>
internal static partial class TxtLine
{
    /// <summary>The line without spaces around it, and without a comment: <c>#</c> at its start or after a space.</summary>
    public static string WithoutComment(string line) => Comment().Replace(line, "").Trim();

    /// <summary>The number of <c>=</c> before a title (1) or a stage (2 and more); 0 for other lines.</summary>
    public static int HeadingLevel(string line) => line.Length - line.TrimStart('=').Length;

    public static string HeadingText(string line) => line.Trim('=', ' ', '\t');

    /// <summary>The number of marks before a round, such as <c>▪▪</c>; 0 for other lines.</summary>
    public static int MarkLevel(string line) => Marks().Match(line).Length;

    public static string MarkText(string line) => line[MarkLevel(line)..].Trim();

    /// <summary>Whether it is a round without a mark, such as <c>Matchday 1</c>.</summary>
    public static bool IsRound(string line) => Round().IsMatch(line);

    /// <summary>Whether it lists the clubs of a group, or the days of a round.</summary>
    public static bool IsDefinition(string line) => Definition().IsMatch(line);

    /// <summary>Whether it begins a line-up or a remark, such as <c>Germany: Neuer - Kimmich</c>.</summary>
    public static bool IsLineup(string line) => Lineup().IsMatch(line);

    /// <summary>Whether a club has no opponent in the round.</summary>
    public static bool IsBye(string line) => Bye().IsMatch(line);

    /// <summary>The line without the number of a match in parentheses at its beginning.</summary>
    public static string WithoutNumber(string line) => Number().Replace(line, "");

    /// <summary>The line without the ground at its end, such as <c>@ Estadio Azteca</c>.</summary>
    public static string WithoutGround(string line) => Ground().Replace(line, "");

    /// <summary>How many more parentheses it opens than it closes; negative if it closes more.</summary>
    public static int OpenParentheses(string line) => line.AsSpan().Count('(') - line.AsSpan().Count(')');

    [GeneratedRegex(@"(\A|\s)#.*\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Comment();

    [GeneratedRegex(@"\A[▪»›•]+")]
    private static partial Regex Marks();

    [GeneratedRegex(
        @"\A((Matchday|Round|Group|Spieltag|Runde) \w+|\d+\. (Round|Runde|Spieltag)|Round of \d+|(Quarter|Semi)[- ]?finals?|Finals?"
            + @"|(Match for )?third[- ]place.*|((Promotion|Relegation) )?play-?offs?.*)\z",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Round();

    [GeneratedRegex(@"\AGroup \w+\s*[|:]|\A[▪»›•].*\|", RegexOptions.CultureInvariant)]
    private static partial Regex Definition();

    [GeneratedRegex(@"\A[^\d:()]+:(\s|\z)", RegexOptions.ExplicitCapture)]
    private static partial Regex Lineup();

    [GeneratedRegex(@"\A\(\d+\)\s+")]
    private static partial Regex Number();

    [GeneratedRegex(@"(\A|\s+)@\s.*\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Ground();

    [GeneratedRegex(@"\S\s{2,}bye\z", RegexOptions.CultureInvariant)]
    private static partial Regex Bye();
}
