using Stats.Cache;

namespace StatsApi.Pages;

/// <summary>How long a page may be kept. Freshness doesn't depend on it: what changes is invalidated.</summary>
/// <param name="Kept">False for pages about ids that nothing names: whoever invents ids fills no memory.</param>
/// <param name="LastKickoff">The last kickoff that the page can be about, if it names a season or a match.</param>
internal sealed record Lifetime(bool Kept, DateTime? LastKickoff)
{
    // Corrections and late matches of a season come within days.
    private static readonly TimeSpan Settled = TimeSpan.FromDays(30);

    public TimeSpan TimeToLive(CacheOptions options, DateTimeOffset now) =>
        !Kept ? TimeSpan.Zero : LastKickoff < now.UtcDateTime - Settled ? options.PastSeason : options.SeasonInPlay;
}
