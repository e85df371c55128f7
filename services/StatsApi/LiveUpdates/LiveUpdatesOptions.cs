namespace StatsApi.LiveUpdates;

/// <summary>Settings of the stream of changes (<c>LiveUpdates__*</c>).</summary>
internal sealed class LiveUpdatesOptions
{
    public const string Section = "LiveUpdates";

    /// <summary>How often a process reads the change log while clients listen.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:00:30",
        ErrorMessage = "LiveUpdates__Interval must be a time from 00:00:00.01 to 00:00:30, for example 00:00:00.250.")]
    public TimeSpan Interval { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How often clients get a heartbeat, so that proxies keep the connection open.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:05:00",
        ErrorMessage = "LiveUpdates__Heartbeat must be a time from 00:00:00.1 to 00:05:00, for example 00:00:15.")]
    public TimeSpan Heartbeat { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>The maximum open streams of this process; a further one returns 503.</summary>
    [Range(1, KeyOptions.MostStreams, ErrorMessage = "LiveUpdates__MaxClients must be from 1 to 100000, for example 1000.")]
    public int MaxClients { get; set; } = 1000;

    /// <summary>
    /// The maximum open streams of one key on this process, unless <c>Auth__Keys__0__Streams</c> is set; a further one returns 429. By
    /// default a quarter of <see cref="MaxClients"/>, so that no key locks the others out.
    /// </summary>
    [Range(1, KeyOptions.MostStreams, ErrorMessage = "LiveUpdates__StreamsPerKey must be from 1 to 100000, for example 250.")]
    public int StreamsPerKey { get; set; } = 250;

    /// <summary>The maximum waiting events of one client. Beyond it, the client is disconnected; it can reconnect and continue.</summary>
    [Range(1, 10_000, ErrorMessage = "LiveUpdates__MaxWaiting must be from 1 to 10000, for example 256.")]
    public int MaxWaiting { get; set; } = 256;

    /// <summary>The maximum missed changes that a reconnecting client gets. Beyond it, the client gets a reset.</summary>
    [Range(0, 100_000, ErrorMessage = "LiveUpdates__LongestReplay must be from 0 to 100000, for example 1000.")]
    public int LongestReplay { get; set; } = 1000;

    [Range(typeof(TimeSpan), "00:00:01", "00:10:00",
        ErrorMessage = "LiveUpdates__Ticket must be a time from 00:00:01 to 00:10:00, for example 00:01:00.")]
    public TimeSpan Ticket { get; set; } = TimeSpan.FromMinutes(1);
}
