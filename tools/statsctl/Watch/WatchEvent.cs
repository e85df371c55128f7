using System.Text.Json.Serialization;

namespace Statsctl.Watch;

/// <summary>An event of <c>statsctl watch</c>, one line each.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(Scored), "scored")]
[JsonDerivedType(typeof(Invalidated), "invalidated")]
[JsonDerivedType(typeof(WatchSummary), "summary")]
public abstract record WatchEvent
{
    public string ToJson() => JsonSerializer.Serialize(this, WatchJson.Default.WatchEvent);

    private protected static string Lag(double? ms) => ms is null ? "" : string.Create(CultureInfo.InvariantCulture, $", {ms:N0} ms after its publish");
}

/// <summary>A match was scored, rescored or voided.</summary>
/// <param name="Revision">The revision in force.</param>
/// <param name="Scoring">How often it was scored.</param>
/// <param name="Repeat">Whether this scoring, or a later one, was reported before.</param>
/// <param name="Predictions">Predictions scored; none if it is void.</param>
/// <param name="Points">The sum of their points.</param>
/// <param name="LagMs">Milliseconds since the feed's publish, by the clocks of both; null if unknown.</param>
public sealed record Scored(
    string MatchId, string CompetitionId, string Season, int Revision, int Scoring, bool Repeat, int Predictions, int Points, long Change,
    DateTimeOffset At, double? LagMs) : WatchEvent
{
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{At.UtcDateTime:HH:mm:ss.fff} {MatchId} scored ({(Repeat ? "repeat of " : "")}scoring {Scoring}, revision {Revision}): {Points:N0} points for {Predictions:N0} predictions")
        + Lag(LagMs);
}

/// <summary>From this time on every page shows the change.</summary>
/// <param name="LagMs">Milliseconds since the feed's publish, by the clocks of both; null if unknown.</param>
public sealed record Invalidated(string MatchId, long Change, long PagesRemoved, DateTimeOffset At, double? LagMs) : WatchEvent
{
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{At.UtcDateTime:HH:mm:ss.fff} {MatchId} invalidated: {PagesRemoved:N0} pages unlinked") + Lag(LagMs);
}

/// <summary>The totals so far.</summary>
/// <param name="Seconds">How long the watch has run.</param>
/// <param name="Scorings">Scorings of them, without repeats.</param>
/// <param name="Points">The points of these matches, by their latest scoring.</param>
/// <param name="PerSecond">Scorings per second over the last ten seconds.</param>
/// <param name="ScoredMs">From the feed's publish to the scoring.</param>
/// <param name="InvalidatedMs">From the feed's publish until every page shows it.</param>
public sealed record WatchSummary(
    double Seconds, int Matches, long Scorings, long Points, long Invalidations, double PerSecond, Quantiles ScoredMs, Quantiles InvalidatedMs)
    : WatchEvent
{
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Matches:N0} matches scored in {Seconds:N0} s ({Scorings:N0} scorings), {Points:N0} points; after the publish: scored {ScoredMs}, "
        + $"invalidated {InvalidatedMs} (p50/p95)");
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(WatchEvent))]
internal sealed partial class WatchJson : JsonSerializerContext;
