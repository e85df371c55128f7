using System.Text;
using System.Text.RegularExpressions;

namespace Statsctl.Feed;

/// <summary>The ids that the replay makes where the data has none (samples/README.md).</summary>
public static partial class FeedIds
{
    /// <summary>
    /// A club's id: its name in lower case, folded to ASCII, runs of anything but letters and digits as one hyphen, none at the
    /// ends. Empty if nothing of the name is left.
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

    /// <summary>A competition or season: the name itself if it is an id (<c>en.1</c>, <c>2015-16</c>), else folded like a club's.</summary>
    public static string Named(string name) => IsValid(name) ? name : Club(name);

    /// <summary>A match's id.</summary>
    /// <param name="competition">The competition's id.</param>
    /// <param name="season">The season's id.</param>
    /// <param name="home">The id of the club at home.</param>
    /// <param name="away">The id of the club away.</param>
    /// <param name="meeting">Which meeting it is, by date, of these two at this ground in the season, from 1.</param>
    public static string Match(string competition, string season, string home, string away, int meeting = 1) =>
        $"{competition}.{season}.{home}.{away}{(meeting == 1 ? "" : $".{meeting}")}";

    /// <summary>Whether the services take it as an id.</summary>
    public static bool IsValid(string id) => Valid().IsMatch(id);

    /// <summary>What an id may be, for messages.</summary>
    public const string Rule = "1 to 128 of the characters A-Z a-z 0-9 . _ : -";

    [GeneratedRegex(@"\A[A-Za-z0-9._:-]{1,128}\z")]
    private static partial Regex Valid();
}
