using Statsctl.Results.Sources;

namespace Statsctl.Results;

/// <summary>The clubs of sources, with the ids that they would get in an empty system.</summary>
/// <param name="Clubs">By competition and name. The id is empty if none can be derived from the name.</param>
/// <param name="Duplicates">Pairs of names that are likely of one club.</param>
internal sealed record ClubList(IReadOnlyList<ClubAlias> Clubs, IReadOnlyList<LikelyDuplicate> Duplicates)
{
    public static ClubList Of(IEnumerable<SourceSeason> seasons, ClubAliases given, ClubAliases shipped)
    {
        var (clubs, duplicates) = (new List<ClubAlias>(), new List<LikelyDuplicate>());
        var competitions = seasons
            .GroupBy(season => season.Competition.Id, season => season.Matches)
            .OrderBy(competition => competition.Key, StringComparer.Ordinal);
        foreach (var competition in competitions)
        {
            var matches = competition.SelectMany(season => season).ToArray();
            var ids = new ClubIds(competition.Key, given, shipped, [], []);
            string[] names = [.. matches.SelectMany(match => new[] { match.Home, match.Away }).Distinct().Order(StringComparer.Ordinal)];
            var pattern = new CompetitionPattern(competition.Key);
            clubs.AddRange(names.Select(name => new ClubAlias(pattern, name, ids.Of(name).Id, ids.Of(name).Name)));
            duplicates.AddRange(DuplicatesOf(competition.Key, names, matches, ids));
        }
        return new ClubList(clubs, duplicates);
    }

    private static IEnumerable<LikelyDuplicate> DuplicatesOf(string competition, string[] names, SourceMatch[] matches, ClubIds ids)
    {
        // Clubs that play each other are two.
        var opponents = matches.Select(match => (match.Home, match.Away)).ToHashSet();
        var normalized = names.ToDictionary(name => name, ClubNames.Normalized, StringComparer.Ordinal);
        return from one in names
               from other in names
               where string.CompareOrdinal(one, other) < 0
               where IsUndecided(one, other) && ClubNames.AreAlike(normalized[one], normalized[other])
               where !opponents.Contains((one, other)) && !opponents.Contains((other, one))
               select new LikelyDuplicate(competition, one, other);

        // Two aliases of one club are known as one.
        bool IsUndecided(string one, string other) => ids.Of(one).Id != ids.Of(other).Id || !(ids.IsAlias(one) || ids.IsAlias(other));
    }
}

/// <summary>Two names that are likely of one club.</summary>
internal sealed record LikelyDuplicate(string CompetitionId, string One, string Other);
