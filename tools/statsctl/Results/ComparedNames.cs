namespace Statsctl.Results;

/// <summary>Compares clubs by their names without abbreviations, so that Alpha FC is the club that was stored as Alpha.</summary>
internal sealed class ComparedNames
{
    private readonly Dictionary<string, string> _ofSource = new(StringComparer.Ordinal);

    /// <param name="entries">Of one season of a competition.</param>
    public ComparedNames(IEnumerable<SourceEntry> entries)
    {
        var clubs = entries
            .SelectMany(entry => new[] { (entry.Home.Id, entry.Source.Home), (entry.Away.Id, entry.Source.Away) })
            .DistinctBy(club => club.Id)
            .GroupBy(club => ClubNames.Normalized(club.Item2));
        foreach (var same in clubs)
        {
            // Two clubs of the source with names that are equal but for abbreviations are two clubs.
            var only = same.Count() == 1;
            foreach (var (id, _) in same)
                _ofSource.Add(id, only ? same.Key : $"#{id}");
        }
    }

    /// <summary>A text that is equal for names of one club. A club of the source is never one that the source does not have.</summary>
    public string Of(Club club) => _ofSource.TryGetValue(club.Id, out var name) ? name : ClubNames.Normalized(club.Name);
}
