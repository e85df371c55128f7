using Statsctl.Results.Sources;

namespace Statsctl.Results;

/// <summary>Checks the ids of the clubs in a season of a source.</summary>
internal static class SeasonNames
{
    /// <summary>Refuses names without an id, and names that share one without being aliases: two clubs would become one.</summary>
    /// <returns>Whether each id names one club.</returns>
    public static bool HaveIds(SourceSeason source, ClubIds clubs, PlanDraft draft)
    {
        var names = source.Matches
            .SelectMany(match => new[] { (Name: match.Home, match.Where), (Name: match.Away, match.Where) })
            .DistinctBy(name => name.Name)
            .Select(name => (name.Name, name.Where, clubs.Of(name.Name).Id))
            .ToArray();
        var wrong = 0;
        foreach (var (name, where, _) in names.Where(name => name.Id.Length == 0))
        {
            draft.Refuse(where, name, $"no id can be derived from the name: give one, {source.Competition.Id},{name},ID,NAME in --aliases");
            wrong++;
        }
        var collisions = names
            .Where(name => name.Id.Length > 0 && !clubs.IsAlias(name.Name))
            .GroupBy(name => name.Id)
            .Where(same => same.Count() > 1);
        foreach (var same in collisions)
        {
            var both = string.Join(" and ", same.Select(name => $"'{name.Name}' ({name.Where})"));
            draft.Refuse(
                source.Source,
                same.Key,
                $"the names {both} have the same id: if they are one club, write {source.Competition.Id},NAME,{same.Key} for each in "
                + "--aliases, else give each its own id");
            wrong++;
        }
        return wrong == 0;
    }
}
