namespace Statsctl.Results;

/// <summary>
/// The ids of the clubs in one season of a competition. A given alias decides first. Then an id that the system has in use stays: the one
/// of a club with this name, or with another name of the same club. Then a shipped alias decides, and else the name itself.
/// </summary>
internal sealed class ClubIds
{
    private readonly string _competitionId;
    private readonly ClubAliases _given;
    private readonly ClubAliases _shipped;
    private readonly Dictionary<string, SortedSet<string>> _inSeason;
    private readonly Dictionary<string, SortedSet<string>> _inCompetition;
    private readonly Dictionary<string, Club> _known = new(StringComparer.Ordinal);

    /// <param name="ofSeason">The clubs that the system holds in this season.</param>
    /// <param name="ofCompetition">The clubs that the system holds in this competition, in any season.</param>
    public ClubIds(
        string competitionId, ClubAliases given, ClubAliases shipped, IEnumerable<Club> ofSeason, IEnumerable<Club> ofCompetition)
    {
        (_competitionId, _given, _shipped) = (competitionId, given, shipped);
        (_inSeason, _inCompetition) = (InUse(ofSeason), InUse(ofCompetition));
    }

    /// <summary>The club with this name in a source. Its id is empty if the name has neither letters nor digits.</summary>
    public Club Of(string name)
    {
        if (!_known.TryGetValue(name, out var club))
            _known.Add(name, club = Decide(name));
        return club;
    }

    /// <summary>Whether the name is an alias of a club, given or shipped.</summary>
    public bool IsAlias(string name) => (_given.Find(_competitionId, name) ?? _shipped.Find(_competitionId, name)) is not null;

    private Club Decide(string name)
    {
        if (_given.Find(_competitionId, name) is { } alias)
            return new Club(alias.Id, alias.DisplayName);
        var key = KeyOf(name);
        return new Club(
            Only(_inSeason, key) ?? Only(_inCompetition, key) ?? key,
            _shipped.Find(_competitionId, name)?.DisplayName ?? name);
    }

    // Names of one club have one key.
    private string KeyOf(string name) => _shipped.Find(_competitionId, name)?.Id ?? FeedIds.Club(name);

    private Dictionary<string, SortedSet<string>> InUse(IEnumerable<Club> held)
    {
        var ids = new Dictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        foreach (var club in held)
        {
            var key = KeyOf(club.Name);
            if (!ids.TryGetValue(key, out var same))
                ids.Add(key, same = new SortedSet<string>(StringComparer.Ordinal));
            same.Add(club.Id);
        }
        return ids;
    }

    // If the system has several ids for a club, only the plain one can be meant.
    private static string? Only(Dictionary<string, SortedSet<string>> inUse, string key) =>
        !inUse.TryGetValue(key, out var ids) ? null
        : ids.Contains(key) ? key
        : ids.Count == 1 ? ids.Min
        : null;
}
