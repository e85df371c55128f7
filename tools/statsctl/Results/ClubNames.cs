namespace Statsctl.Results;

/// <summary>Compares the names of clubs.</summary>
internal static class ClubNames
{
    // Of shorter names, many differ in one letter.
    private const int Long = 8;

    // Abbreviations that a source may leave out: football club, sports club, and the like in several languages.
    private static readonly HashSet<string> Abbreviations =
    [
        "ac", "acf", "afc", "as", "bk", "bsc", "ca", "calcio", "cd", "cf", "cfc", "club", "fc", "fk", "fsv", "if", "jk", "kv", "ogc", "rc",
        "rcd", "sc", "sd", "sk", "ss", "ssc", "sv", "tsg", "ud", "us", "vfb", "vfl",
    ];

    /// <summary>
    /// The words of a name without abbreviations and numbers: <c>manchester-city</c> for Manchester City FC, <c>koln</c> for 1. FC Köln.
    /// All words if nothing else is left.
    /// </summary>
    public static string Normalized(string name)
    {
        var words = FeedIds.Club(name).Split('-');
        var kept = words.Where(word => !Abbreviations.Contains(word) && !word.All(char.IsAsciiDigit)).ToArray();
        return string.Join('-', kept.Length > 0 ? kept : words);
    }

    /// <summary>Whether two normalized names are likely of one club: they are equal, or long and equal but for one letter.</summary>
    public static bool AreAlike(string one, string other) =>
        one == other || (Math.Min(one.Length, other.Length) >= Long && DifferInOneLetter(one, other));

    // One letter is replaced, added or missing.
    private static bool DifferInOneLetter(string a, string b)
    {
        if (Math.Abs(a.Length - b.Length) > 1)
            return false;
        var begin = a.AsSpan().CommonPrefixLength(b.AsSpan());
        var (restOfA, restOfB) = (a[begin..], b[begin..]);
        return a.Length == b.Length ? restOfA[1..] == restOfB[1..]
            : a.Length > b.Length ? restOfA[1..] == restOfB
            : restOfA == restOfB[1..];
    }
}
