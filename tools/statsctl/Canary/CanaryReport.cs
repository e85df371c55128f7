using System.Text.Json.Serialization;

namespace Statsctl.Canary;

/// <summary>A read that showed an older version than it had to.</summary>
/// <param name="Page">The page's path, after <c>/api/stats/</c>.</param>
/// <param name="Kind">Whether it was older than announced, or older than the page before.</param>
/// <param name="Announced">The highest version announced before the read.</param>
/// <param name="Seen">The highest version that an earlier read showed.</param>
/// <param name="Found">The version found; 0 if the page was missing, or was as before the first change.</param>
/// <param name="At">When the read began (UTC).</param>
public sealed record Violation(string Page, Verdict Kind, long Announced, long Seen, long Found, bool Cached, DateTimeOffset At)
{
    public override string ToString() =>
        $"{At.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffZ} {Page}: {(Kind == Verdict.Stale ? $"version {Announced} was announced" : $"version {Seen} was seen before")}, "
        + $"found {(Found == 0 ? "no version" : $"version {Found} ({(Cached ? "cached" : "not cached")})")}";
}

/// <summary>A canary's findings so far.</summary>
/// <param name="Samples">Reads that could be judged.</param>
/// <param name="Violations">Samples that broke a guarantee.</param>
/// <param name="UpperBound">The rate of violations that is exceeded with a probability of 5% at most.</param>
/// <param name="Unreadable">Reads that could not be judged, by reason.</param>
/// <param name="Skipped">Reads that were left out because too many were waiting.</param>
/// <param name="Interruptions">How often the connection to the broker was lost.</param>
/// <param name="DelayMilliseconds">From the raising of the floors to the start of the first read after it, by two machines' clocks.</param>
public sealed record CanaryReport(
    double Seconds,
    long Announcements,
    long Samples,
    long Cached,
    long Violations,
    double UpperBound,
    IReadOnlyList<Violation> Examples,
    IReadOnlyDictionary<string, long> Unreadable,
    long Skipped,
    int Interruptions,
    Quantiles ReadMilliseconds,
    Quantiles DelayMilliseconds)
{
    /// <summary>Everything but the examples, in one line.</summary>
    [JsonIgnore]
    public string Line => string.Create(
        CultureInfo.InvariantCulture,
        $"{Samples:N0} samples ({Cached:N0} cached) after {Announcements:N0} acknowledgements, {Violations:N0} violations, "
        + $"rate below {UpperBound:0.#########} (95%); read {ReadMilliseconds}, delay {DelayMilliseconds} (p50/p95)")
        + (Unreadable.Count == 0 ? "" : $"; unreadable: {string.Join(", ", Unreadable.Select(u => $"{u.Value} ({u.Key})"))}")
        + (Skipped == 0 ? "" : $"; skipped: {Skipped}")
        + (Interruptions == 0 ? "" : $"; interruptions: {Interruptions}");
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CanaryReport))]
internal sealed partial class CanaryJson : JsonSerializerContext;
