using System.Text.Json.Serialization;

namespace Statsctl.Canary;

/// <summary>The versions that a read has to show, as known when it began.</summary>
/// <param name="Generation">The generation of the database that the versions belong to.</param>
/// <param name="Announced">The highest version announced of the page's scope; 0 if none was.</param>
/// <param name="Seen">The highest version that an earlier read of this page showed; 0 if there was none.</param>
public sealed record Expectation(TaggedPage Page, long Generation, long Announced, long Seen);

/// <summary>The answer to a read.</summary>
/// <param name="Version">Its <c>meta.version</c>; 0 if the API says that there is no such page.</param>
/// <param name="Bypassed">Whether the API answered without Redis: then the answer raised no floor.</param>
/// <param name="Problem">Why the answer can't be judged; null if it can.</param>
public sealed record PageAnswer(long Version, bool Cached, bool Bypassed = false, string? Problem = null);

/// <summary>The outcome of a read.</summary>
public enum Verdict
{
    /// <summary>As new as announced, and no older than before.</summary>
    [JsonStringEnumMemberName("ok")]
    Ok,

    /// <summary>Older than announced before the read began: the guarantee is broken.</summary>
    [JsonStringEnumMemberName("stale")]
    Stale,

    /// <summary>Older than an earlier read of the same page.</summary>
    [JsonStringEnumMemberName("went-back")]
    WentBack,

    /// <summary>The answer was no page and proves nothing.</summary>
    [JsonStringEnumMemberName("unreadable")]
    Unreadable,
}

/// <summary>Judges reads.</summary>
public static class Verdicts
{
    /// <summary>Judges a read. A version newer than announced is right: commits come before their announcements.</summary>
    public static Verdict Of(Expectation expected, PageAnswer answer) => answer switch
    {
        { Problem: not null } => Verdict.Unreadable,
        _ when answer.Version < expected.Announced => Verdict.Stale,
        _ when answer.Version < expected.Seen => Verdict.WentBack,
        _ => Verdict.Ok,
    };
}
