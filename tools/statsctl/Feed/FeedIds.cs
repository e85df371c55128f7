using System.Text;
using System.Text.RegularExpressions;

namespace Statsctl.Feed;

/// <summary>Makes the ids that results files lack (samples/README.md).</summary>
public static partial class FeedIds
{
    /// <summary>
    /// A club's id: its name in lower case, folded to ASCII, with each run of other characters than letters and digits replaced by one
    /// hyphen, and none at the ends. Empty if the name has neither letters nor digits.
    /// </summary>
    public static string Club(string name)
    {
        var id = new StringBuilder(name.Length);
        foreach (var c in Ascii.Fold(name))
        {
            if (char.IsAsciiLetterOrDigit(c))
                id.Append(char.ToLowerInvariant(c));
            else if (id.Length > 0 && id[^1] != '-')
                id.Append('-');
        }
        return id.ToString().TrimEnd('-');
    }

    /// <summary>
    /// The id of a competition or season: the name itself if it is an id (<c>en.1</c>, <c>2015-16</c>), else folded like a club's.
    /// </summary>
    public static string Named(string name) => IsValid(name) ? name : Club(name);

    /// <param name="meeting">The meeting's number, by date, among those of these two at this ground in the season, from 1.</param>
    public static string Match(string competition, string season, string home, string away, int meeting = 1) =>
        $"{competition}.{season}.{home}.{away}{(meeting == 1 ? "" : $".{meeting}")}";

    /// <summary>Whether the services accept it as an id.</summary>
    public static bool IsValid(string id) => Valid().IsMatch(id);

    /// <summary>The rule for ids, for error messages.</summary>
    public const string Rule = "1 to 128 of the characters A-Z a-z 0-9 . _ : -";

    [GeneratedRegex(@"\A[A-Za-z0-9._:-]{1,128}\z")]
    private static partial Regex Valid();
}
