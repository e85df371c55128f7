using Statsctl.Forecasters;
using Statsctl.Results;
using Statsctl.Results.Sources;

namespace Statsctl.Follow;

/// <summary>
/// What a poll publishes. A pure function of the sources, the system and the time: it needs no memory of earlier polls, so that a
/// restart loses nothing.
/// </summary>
/// <param name="Predictions">Those of matches that begin within the hour, by kickoff.</param>
/// <param name="Results">The differences between the sources and the system, as of <c>results apply</c>.</param>
internal sealed record FollowPlan(IReadOnlyList<DuePrediction> Predictions, ResultsPlan Results)
{
    /// <param name="sources">One for each competition and season.</param>
    /// <param name="held">At least the matches of these seasons; of <see cref="LearnedSeasons"/> if predictions are due.</param>
    public static FollowPlan Of(
        IReadOnlyList<SourceSeason> sources, HeldResults held, PlanOptions options, IReadOnlyList<Forecaster> forecasters)
    {
        var results = ResultsPlan.Of(sources, held, options);
        return new FollowPlan([.. DuePredictions.Of(results, held, options.Now, forecasters)], results);
    }

    /// <summary>The competitions and seasons of which the plan needs what the system holds.</summary>
    public static IEnumerable<(string Competition, string Season)> Needs(
        IReadOnlyList<SourceSeason> sources, TimeZones zones, DateTimeOffset now) =>
        from source in sources
        from season in DuePredictions.AnyIn(source, zones, now) ? LearnedSeasons.Of(source.Season) : [source.Season]
        select (source.Competition.Id, season);
}
