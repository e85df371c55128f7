namespace Statsctl.Results;

/// <summary>Looks for matches of a season that can't all have been played like this.</summary>
internal static class SeasonDoubts
{
    /// <summary>Several results of the same pairing in the same round with the same score: likely one match that is listed again.</summary>
    /// <param name="entries">Of one season of a competition.</param>
    public static IEnumerable<(IReadOnlyList<SourceEntry> Entries, string Doubt)> ListedTwice(IEnumerable<SourceEntry> entries) =>
        from entry in entries
        where entry.HasResult
        let round = entry.Source.Round ?? $"{entry.Source.Kickoff.Date}"
        group entry by (entry.Home.Id, entry.Away.Id, round, entry.Source.Score) into same
        let twice = same.ToArray()
        where twice.Length > 1
        select ((IReadOnlyList<SourceEntry>)twice, ListedTwiceText(twice));

    /// <summary>Rounds with more matches than their clubs can play at once.</summary>
    /// <param name="entries">Of one season of a competition.</param>
    public static IEnumerable<(IReadOnlyList<SourceEntry> Entries, string Doubt)> CrowdedRounds(IReadOnlyList<SourceEntry> entries)
    {
        var most = entries.SelectMany(entry => new[] { entry.Home.Id, entry.Away.Id }).Distinct().Count() / 2;
        // Names without a number, such as Group A or Regular season, stand for many matchdays.
        var rounds = entries
            .Where(entry => !entry.IsCalledOff && entry.Source.Round?.Any(char.IsAsciiDigit) == true)
            .GroupBy(entry => entry.Source.Round);
        foreach (var round in rounds)
        {
            var matches = MatchesWithoutSecondLegs(round);
            if (matches > most)
                yield return ([.. round], $"round '{round.Key}' has {matches} matches, but the season's clubs can play {most} at once");
        }
    }

    // Both legs of a knock-out round have its name. A match that is listed twice is a doubt of its own.
    private static int MatchesWithoutSecondLegs(IEnumerable<SourceEntry> round)
    {
        var played = round
            .DistinctBy(entry => (entry.Home.Id, entry.Away.Id, entry.Source.Score))
            .CountBy(entry => (entry.Home.Id, entry.Away.Id))
            .ToDictionary();
        return played.Sum(pairing =>
        {
            var ((home, away), legs) = pairing;
            var returns = played.GetValueOrDefault((away, home));
            return legs > returns || (legs == returns && string.CompareOrdinal(home, away) < 0) ? legs : 0;
        });
    }

    private static string ListedTwiceText(SourceEntry[] twice)
    {
        var (first, round) = (twice[0].Source, twice[0].Source.Round);
        var places = string.Join(" and ", twice.Select(entry => $"{entry.Source.Where} ({entry.Source.Kickoff.Date:yyyy-MM-dd})"));
        return $"listed {(twice.Length == 2 ? "twice" : $"{twice.Length} times")}{(round is null ? "" : $" in round '{round}'")} "
            + $"with the same score {ScoreInWords.Of(first.Score!)}: {places}";
    }
}
