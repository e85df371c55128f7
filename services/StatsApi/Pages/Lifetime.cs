namespace StatsApi.Pages;

/// <summary>How long a page may be kept. Freshness does not depend on it, because changed pages are invalidated.</summary>
/// <param name="Kept">False for pages about unknown ids, so that requests for invented ids use no memory.</param>
/// <param name="LastKickoff">The last kickoff on the page, if it names a season or a match.</param>
internal sealed record Lifetime(bool Kept, DateTime? LastKickoff)
{
    // Corrections and late matches of a season arrive within days.
    private static readonly TimeSpan Settled = TimeSpan.FromDays(30);

    public TimeSpan TimeToLive(CacheOptions options, DateTimeOffset now) =>
        !Kept ? TimeSpan.Zero : LastKickoff < now.UtcDateTime - Settled ? options.PastSeason : options.SeasonInPlay;
}
