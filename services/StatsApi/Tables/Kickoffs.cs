namespace StatsApi.Tables;

/// <summary>Kickoffs as sort values of cursors: microseconds since 1970, PostgreSQL's precision, exact in a double until the year 2255.</summary>
internal static class Kickoffs
{
    public static double PlaceOf(DateTime kickoff) => (kickoff - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    public static DateTime At(double place) => DateTime.UnixEpoch.AddTicks((long)place * TimeSpan.TicksPerMicrosecond);
}
