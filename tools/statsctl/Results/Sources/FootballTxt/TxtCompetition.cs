using System.Text.RegularExpressions;

namespace Statsctl.Results.Sources;

/// <summary>The competition of a title in Football.TXT that is not in <see cref="KnownLeagues"/>.</summary>
internal static partial class TxtCompetition
{
    /// <summary>
    /// Its id is that of the file's name, as in football.json: <c>fi.1</c> for <c>2025_fi1.txt</c>, <c>ch.cup</c> for
    /// <c>2024-25_chcup.txt</c>; else it is made from the title. Null if that has no Latin letter or digit.
    /// </summary>
    public static Competition? Of(string path, string title)
    {
        var file = Path.GetFileNameWithoutExtension(path);
        var id = InFileName().Match(file) is { Success: true } named ? $"{named.Groups["country"].Value}.{named.Groups["tier"].Value}"
            : Id().IsMatch(file) ? file
            : FeedIds.Club(title);
        return id.Length == 0 ? null : new Competition(id, title);
    }

    [GeneratedRegex(@"\A\d{4}(-\d{2})?_(?<country>[a-z]{2,3})(?<tier>\d|cup)\z", RegexOptions.ExplicitCapture)]
    private static partial Regex InFileName();

    [GeneratedRegex(@"\A[a-z]{2,4}\.[a-z0-9]+\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Id();
}
