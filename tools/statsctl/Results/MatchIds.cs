namespace Statsctl.Results;

/// <summary>Gives new matches ids that no other match has.</summary>
/// <param name="taken">The ids of the matches that the system holds.</param>
internal sealed class MatchIds(IEnumerable<string> taken)
{
    private readonly HashSet<string> _taken = new(taken, StringComparer.Ordinal);

    /// <summary>The id with the first free number of a meeting.</summary>
    public string Next(string competition, string season, string home, string away)
    {
        for (var meeting = 1; ; meeting++)
        {
            var id = FeedIds.Match(competition, season, home, away, meeting);
            if (_taken.Add(id))
                return id;
        }
    }
}
