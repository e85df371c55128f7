using Statsctl.Forecasters;
using Statsctl.Plausibility;
using Statsctl.Results.Sources;

namespace Statsctl.Results;

/// <summary>Plans one season of a competition.</summary>
/// <param name="held">The matches of the season that the system holds.</param>
internal sealed class SeasonPlan(
    SourceSeason source, IReadOnlyList<HeldMatch> held, ClubIds clubs, MatchIds ids, PlanOptions options, PlanDraft draft)
{
    private readonly HashSet<SourceEntry> _refused = new(ReferenceEqualityComparer.Instance);

    /// <summary>Adds the season's changes and messages to people to the draft.</summary>
    public void Make()
    {
        if (!HaveIds())
            return;
        // The order in the file must not matter, also for the numbers of meetings.
        SourceEntry[] entries =
        [
            .. source.Matches.Select(Entry)
                .OrderBy(entry => entry.Kickoff.At)
                .ThenBy(entry => entry.Home.Id, StringComparer.Ordinal)
                .ThenBy(entry => entry.Away.Id, StringComparer.Ordinal)
                .ThenBy(entry => entry.Source.Score?.ToString(), StringComparer.Ordinal)
                .ThenBy(entry => entry.Source.Status),
        ];
        Doubt(entries);
        var found = MatchIdentity.Find(entries, held, clubs);
        foreach (var (n, entry) in entries.Index())
            Plan(entry, found[n]);
        var missing = held.Except(found.OfType<HeldMatch>()).Where(match => !match.Voided).OrderBy(match => match.Kickoff);
        foreach (var match in missing)
            PlanMissing(match);
        if (source.WithoutClubs > 0)
            draft.Skip(source.Source, $"{source.WithoutClubs:N0} fixtures", "a club is not known yet");
    }

    private SourceEntry Entry(SourceMatch match) => new(
        match, clubs.Of(match.Home), clubs.Of(match.Away), KickoffTimes.Resolve(match.Kickoff, options.Zones.Of(source.Competition.Id)));

    // An id must name one club: else two clubs would become one in all tables.
    private bool HaveIds()
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

    private void Doubt(SourceEntry[] entries)
    {
        var zone = options.Zones.Of(source.Competition.Id);
        if (zone is null && entries.Any(entry => entry.HasResult && entry.Source.Kickoff.Offset is null))
        {
            draft.Warn(
                source.Source,
                "kickoffs have no offset, and no --time-zone is given: they are taken as UTC, and decide so which predictions are late");
        }
        foreach (var entry in entries.Where(entry => entry.HasResult && entry.Kickoff.Doubt is not null))
            Doubt([entry], entry.Kickoff.Doubt!);
        foreach (var (twice, doubt) in SeasonDoubts.ListedTwice(entries))
            Doubt(twice, doubt);
        foreach (var (round, doubt) in SeasonDoubts.CrowdedRounds(entries))
        {
            if (draft.Doubt(source.Source, source.Competition.Name, doubt))
                _refused.UnionWith(round);
        }
    }

    private void Doubt(IReadOnlyList<SourceEntry> entries, string doubt)
    {
        if (draft.Doubt(entries[0].Source.Where, entries[0].Name, doubt))
            _refused.UnionWith(entries);
    }

    private void Plan(SourceEntry entry, HeldMatch? match)
    {
        if (!entry.HasResult)
            PlanWithoutResult(entry, match);
        else if (entry.Home.Id == entry.Away.Id)
            PlanAgainstItself(entry);
        else
            PlanResult(entry, match);
    }

    private void PlanWithoutResult(SourceEntry entry, HeldMatch? match)
    {
        if (match is null)
            draft.Skip(entry.Source.Where, entry.Name, entry.StatusText);
        else if (match.Voided)
            draft.Keep();
        else if (entry.IsVoid || options.VoidMissing)
            Void(match, entry.StatusText);
        else
            draft.Skip(entry.Source.Where, entry.Name, $"{entry.StatusText}, {Held(match)}");
    }

    // The service would refuse it; one such fixture must not stop the others.
    private void PlanAgainstItself(SourceEntry entry)
    {
        const string Reason = "a club plays against itself";
        if (!draft.Doubt(entry.Source.Where, entry.Name, Reason))
            draft.Skip(entry.Source.Where, entry.Name, Reason);
    }

    private void PlanMissing(HeldMatch match)
    {
        var name = $"{match.HomeClub.Name} – {match.AwayClub.Name}, {match.Kickoff.UtcDateTime:yyyy-MM-dd}";
        if (!options.VoidMissing)
            draft.Skip(match.MatchId, name, $"not in the source, {Held(match)}");
        else if (source.Matches.Count == 0)
            draft.Refuse(match.MatchId, name, $"{source.Source} has no matches at all: a whole season is not voided");
        else
            Void(match, "not in the source any more");
    }

    private static string Held(HeldMatch match) => $"but the system holds {ScoreInWords.Of(match.Score)}: --void-missing voids it";

    private void Void(HeldMatch match, string reason)
    {
        if (match.Revision == int.MaxValue)
        {
            draft.Refuse(match.MatchId, match.MatchId, "its revisions are used up");
            return;
        }
        var after = match with { Voided = true, Revision = match.Revision + 1 };
        draft.Change(new PlannedChange(
            ChangeKind.Voided, after, reason, [new MatchVoided(match.MatchId, after.Revision, reason, options.Now)]));
    }

    private void PlanResult(SourceEntry entry, HeldMatch? match)
    {
        var result = Result(entry, match);
        foreach (var doubt in ResultDoubts.Of(result))
            Doubt([entry], $"{doubt.Fault} {doubt.Advice}");
        if (_refused.Contains(entry))
            return;
        var differences = match is null ? "" : Differences(match, result);
        if (match is not null && differences.Length == 0 && match.Voided == entry.IsVoid)
            draft.Keep();
        else if (match is not null && differences.Length == 0 && entry.IsVoid)
            Void(match, entry.StatusText);
        else if (match is { Revision: >= int.MaxValue - 1 })
            draft.Refuse(entry.Source.Where, entry.Name, $"the revisions of {match.MatchId} are used up");
        else if (Refusal(result) is { } refusal)
            draft.Refuse(entry.Source.Where, entry.Name, refusal);
        else
            draft.Change(Change(entry, match, result, differences));
    }

    private MatchCompleted Result(SourceEntry entry, HeldMatch? match)
    {
        var (competition, season) = (source.Competition, source.Season);
        var zone = options.Zones.Of(competition.Id);
        // A source that has only the day does not contradict a known time on this day.
        var kickoff = match is not null && !entry.Kickoff.HasTime && KickoffTimes.DayOf(match.Kickoff, zone) == entry.Source.Kickoff.Date
            ? match.Kickoff
            : entry.Kickoff.At;
        // Names are shown by the time of their message: an old season that is applied now must not bring back old names.
        var over = kickoff + FeedMatch.Duration;
        return new MatchCompleted(
            match?.MatchId ?? ids.Next(competition.Id, season, entry.Home.Id, entry.Away.Id),
            competition,
            season,
            entry.Home,
            entry.Away,
            kickoff,
            entry.Source.Score!,
            (match?.Revision ?? 0) + 1,
            match is null && over < options.Now ? over : options.Now);
    }

    private static PlannedChange Change(SourceEntry entry, HeldMatch? match, MatchCompleted result, string differences)
    {
        var after = new HeldMatch(
            result.MatchId, result.Competition.Id, result.Season, result.HomeClub, result.AwayClub, result.Kickoff,
            entry.IsVoid, entry.IsVoid ? result.Revision + 1 : result.Revision, result.Score);
        List<FeedMessage> messages = [result];
        if (entry.IsVoid)
            messages.Add(new MatchVoided(result.MatchId, after.Revision, entry.StatusText, result.OccurredAt));
        var what = new[] { differences, entry.IsVoid ? entry.StatusText : match is { Voided: true } ? "counts again" : "" };
        return new PlannedChange(
            match is null ? ChangeKind.New : entry.IsVoid && !match.Voided ? ChangeKind.Voided : ChangeKind.Corrected,
            after,
            string.Join("; ", what.Where(part => part.Length > 0)),
            messages);
    }

    // Names alone are no difference: sources spell them differently, and tables show the latest.
    private static string Differences(HeldMatch match, MatchCompleted result)
    {
        var differences = new List<string>();
        Compare("score", ScoreInWords.Of(match.Score), ScoreInWords.Of(result.Score));
        Compare("kickoff", Time(match.Kickoff), Time(result.Kickoff));
        Compare("home club", match.HomeClub.Id, result.HomeClub.Id);
        Compare("away club", match.AwayClub.Id, result.AwayClub.Id);
        return string.Join(", ", differences);

        void Compare(string what, string before, string after)
        {
            if (before != after)
                differences.Add($"{what} {before} → {after}");
        }

        static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture);
    }

    private static string? Refusal(MatchCompleted result)
    {
        try
        {
            OutgoingMessage.Of(result).ThrowIfRefused();
            return null;
        }
        catch (FeedException refused)
        {
            return refused.Message;
        }
    }
}
