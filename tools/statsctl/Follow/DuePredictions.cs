using Statsctl.Forecasters;
using Statsctl.Results;
using Statsctl.Results.Sources;

namespace Statsctl.Follow;

/// <summary>
/// The predictions of the matches that begin within the hour. The API shows no match before its result, so it does not say which
/// predictions were published. That is why they don't depend on when they are made: each has the time an hour before kickoff, and
/// learns only from matches that were over by then. A repeat after a restart is the same message, which changes nothing. Only if the
/// source corrects one of these results within the hour, a restart can publish another score with the same time; of the two, the
/// scoring rule always takes the same one.
/// </summary>
internal static class DuePredictions
{
    /// <summary>Whether a match of the season is to be predicted now.</summary>
    public static bool AnyIn(SourceSeason season, TimeZones zones, DateTimeOffset now)
    {
        var zone = zones.Of(season.Competition.Id);
        return season.Matches.Any(match => match.Status == MatchStatus.Scheduled
            && KickoffTimes.Resolve(match.Kickoff, zone) is var kickoff
            && PredictionTimes.AreDue(kickoff.At, kickoff.HasTime, now));
    }

    /// <summary>By kickoff, then match.</summary>
    public static IEnumerable<DuePrediction> Of(
        ResultsPlan plan, HeldResults held, DateTimeOffset now, IReadOnlyList<Forecaster> forecasters)
    {
        var due = plan.Coming.Where(match => PredictionTimes.AreDue(match.Fixture.Kickoff, match.HasTime, now)).ToArray();
        if (due.Length == 0)
            return [];
        var played = Played(plan, held);
        return
            from match in due
            group match by (
                SubmittedAt: PredictionTimes.SubmittedAt(match.Fixture.Kickoff, match.HasTime),
                match.Fixture.CompetitionId,
                match.Fixture.Season) into slot
            orderby slot.Key.SubmittedAt, slot.Key.CompetitionId, slot.Key.Season
            let seasons = LearnedSeasons.Of(slot.Key.Season).Select(season => (slot.Key.CompetitionId, season))
            let history = History.At(seasons.SelectMany(season => played[season]), slot.Key.SubmittedAt)
            from match in slot
            from forecaster in forecasters
            where forecaster.Predicts(match.Fixture)
            select Prediction(match, forecaster, history, slot.Key.SubmittedAt);
    }

    private static DuePrediction Prediction(ComingMatch match, Forecaster forecaster, History history, DateTimeOffset submittedAt)
    {
        var (home, away) = forecaster.Forecast(match.Fixture, history);
        return new DuePrediction(
            new PredictionSubmitted(match.MatchId, forecaster.Model, home, away, submittedAt),
            PredictionTimes.End(match.Fixture.Kickoff, match.HasTime));
    }

    // What the system holds once the plan is published.
    private static ILookup<(string Competition, string Season), FeedMatch> Played(ResultsPlan plan, HeldResults held)
    {
        var changed = plan.Changes.Select(change => change.After.MatchId).ToHashSet(StringComparer.Ordinal);
        return held.Matches.Where(match => !changed.Contains(match.MatchId))
            .Concat(plan.Changes.Select(change => change.After))
            .ToLookup(match => (match.CompetitionId, match.Season), FeedMatchOf);
    }

    private static FeedMatch FeedMatchOf(HeldMatch match)
    {
        var over = match.Kickoff + FeedMatch.Duration;
        var result = new MatchCompleted(
            match.MatchId, new Competition(match.CompetitionId, match.CompetitionId), match.Season, match.HomeClub, match.AwayClub,
            match.Kickoff, match.Score, match.Revision, over);
        return new FeedMatch(result, match.Voided ? new MatchVoided(match.MatchId, match.Revision, "", over) : null);
    }
}
