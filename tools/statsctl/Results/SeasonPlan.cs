using Statsctl.Forecasters;
using Statsctl.Plausibility;
using Statsctl.Results.Sources;

namespace Statsctl.Results;

/// <summary>Plans one season of a competition.</summary>
/// <param name="held">The matches of the season that the system holds.</param>
internal sealed class SeasonPlan(
    SourceSeason source, IReadOnlyList<HeldMatch> held, ClubIds clubs, MatchIds ids, PlanOptions options, PlanDraft draft)
{
    private static readonly TimeSpan LongestDelay = TimeSpan.FromDays(1);

    private readonly HashSet<SourceEntry> _refused = new(ReferenceEqualityComparer.Instance);

    /// <summary>Adds the season's changes and messages to people to the draft.</summary>
    public void Make()
    {
        if (!SeasonNames.HaveIds(source, clubs, draft))
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
        // After the results: a fixture must not take the id of a match that was played.
        foreach (var (n, entry) in entries.Index())
        {
            if (found[n] is null && entry.IsOpen)
                Expect(entry);
        }
        var missing = held.Except(found.OfType<HeldMatch>()).Where(match => !match.Voided).OrderBy(match => match.Kickoff);
        foreach (var match in missing)
            PlanMissing(match);
        if (source.WithoutClubs > 0)
            draft.Skip(source.Source, $"{source.WithoutClubs:N0} fixtures", "a club is not known yet");
    }

    private SourceEntry Entry(SourceMatch match) => new(
        match, clubs.Of(match.Home), clubs.Of(match.Away), KickoffTimes.Resolve(match.Kickoff, options.Zones.Of(source.Competition.Id)));

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

    private void Expect(SourceEntry entry)
    {
        var (home, away, kickoff) = (entry.Home.Id, entry.Away.Id, entry.Kickoff.At);
        // Some sources leave a postponed match on its old day. A later meeting must not wait for it.
        if (kickoff < options.Now - LongestDelay || home == away)
            return;
        var id = ids.Next(source.Competition.Id, source.Season, home, away);
        if (entry.Source.Status != MatchStatus.Scheduled || !FeedIds.IsValid(id))
            return;
        var fixture = new Fixture(source.Competition.Id, source.Season, home, away, kickoff, entry.Source.Odds);
        draft.Expect(new ComingMatch(id, fixture, entry.Kickoff.HasTime));
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
        var differences = match is null ? "" : ResultChange.Differences(match, result);
        if (match is not null && differences.Length == 0 && match.Voided == entry.IsVoid)
            draft.Keep();
        else if (match is not null && differences.Length == 0 && entry.IsVoid)
            Void(match, entry.StatusText);
        else if (match is { Voided: true } && differences.Length == 0 && options.KeepVoids)
            draft.Keep();
        else if (match is { Revision: >= int.MaxValue - 1 })
            draft.Refuse(entry.Source.Where, entry.Name, $"the revisions of {match.MatchId} are used up");
        else if (ResultChange.Refusal(result) is { } refusal)
            draft.Refuse(entry.Source.Where, entry.Name, refusal);
        else
            draft.Change(ResultChange.Of(entry, match, result, differences));
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
}
