namespace Statsctl.Results;

/// <summary>
/// Recognises the matches of a source among those that the system holds, so that a match keeps its id: by its clubs, and of several
/// meetings by the nearest kickoff; else by one club and the kickoff. Positions in the source don't matter.
/// </summary>
internal sealed class MatchIdentity
{
    private readonly IReadOnlyList<SourceEntry> _entries;
    private readonly HeldMatch?[] _found;
    private readonly Dictionary<string, HeldMatch> _free;

    private MatchIdentity(IReadOnlyList<SourceEntry> entries, IEnumerable<HeldMatch> held)
    {
        _entries = entries;
        _found = new HeldMatch?[entries.Count];
        _free = held.ToDictionary(match => match.MatchId, StringComparer.Ordinal);
    }

    /// <summary>The held match of each entry, at the same index; null if the system does not hold it.</summary>
    /// <param name="entries">Of one season of a competition.</param>
    /// <param name="held">Of the same season.</param>
    public static HeldMatch?[] Find(IReadOnlyList<SourceEntry> entries, IEnumerable<HeldMatch> held, ClubIds ids)
    {
        var matches = new MatchIdentity(entries, held);
        var names = new ComparedNames(entries);
        // Of meetings at the same time, the one that needs no change.
        matches.FindBy(
            entry => entry.HasResult,
            entry => (entry.Home.Id, entry.Away.Id, entry.Kickoff.At, entry.Source.Score, entry.IsVoid),
            match => (match.HomeClub.Id, match.AwayClub.Id, match.Kickoff, (Score?)match.Score, match.Voided));
        // A match that was called off and played on another day is listed under both days: the result is the match.
        matches.FindBy(
            entry => !entry.IsCalledOff,
            entry => (entry.Home.Id, entry.Away.Id),
            match => (match.HomeClub.Id, match.AwayClub.Id));
        matches.FindBy(
            _ => true,
            entry => (entry.Home.Id, entry.Away.Id),
            match => (match.HomeClub.Id, match.AwayClub.Id));
        // The club has another id than when the match was stored: by a new alias, or because the source spells its name differently.
        matches.FindBy(
            _ => true,
            entry => (entry.Home.Id, entry.Away.Id),
            match => (ids.Of(match.HomeClub.Name).Id, ids.Of(match.AwayClub.Name).Id));
        matches.FindBy(
            _ => true,
            entry => (names.Of(entry.Home), names.Of(entry.Away)),
            match => (names.Of(match.HomeClub), names.Of(match.AwayClub)));
        // A club plays one match at a time: the other club has a new name, or the clubs have changed sides.
        matches.FindBy(
            entry => entry.HasResult, entry => (entry.Home.Id, entry.Kickoff.At), match => (match.HomeClub.Id, match.Kickoff));
        matches.FindBy(
            entry => entry.HasResult, entry => (entry.Away.Id, entry.Kickoff.At), match => (match.AwayClub.Id, match.Kickoff));
        matches.FindBy(
            entry => entry.HasResult,
            entry => (entry.Home.Id, entry.Away.Id, entry.Kickoff.At),
            match => (match.AwayClub.Id, match.HomeClub.Id, match.Kickoff));
        return matches._found;
    }

    private void FindBy<TKey>(Func<SourceEntry, bool> which, Func<SourceEntry, TKey> keyOf, Func<HeldMatch, TKey> heldKeyOf)
    {
        if (_free.Count == 0)
            return;
        var held = _free.Values.ToLookup(heldKeyOf);
        var meetings = Enumerable.Range(0, _entries.Count)
            .Where(n => _found[n] is null && which(_entries[n]))
            .ToLookup(n => keyOf(_entries[n]));
        foreach (var meeting in meetings.Where(meeting => held.Contains(meeting.Key)))
        {
            var places = meeting.OrderBy(n => _entries[n].Kickoff.At).ToArray();
            var matches = held[meeting.Key]
                .OrderBy(match => match.Kickoff).ThenBy(match => match.MatchId, StringComparer.Ordinal).ToArray();
            var nearest = NearestKickoffs.Pair(
                [.. places.Select(n => _entries[n].Kickoff.At)], [.. matches.Select(match => match.Kickoff)]);
            foreach (var (place, match) in nearest)
            {
                _found[places[place]] = matches[match];
                _free.Remove(matches[match].MatchId);
            }
        }
    }
}
