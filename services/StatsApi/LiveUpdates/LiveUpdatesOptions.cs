using System.ComponentModel.DataAnnotations;
using StatsApi.ApiKeys;

namespace StatsApi.LiveUpdates;

/// <summary>How the stream of changes is served (<c>LiveUpdates__*</c>).</summary>
internal sealed class LiveUpdatesOptions
{
    public const string Section = "LiveUpdates";

    /// <summary>How often the log of changes is looked at while somebody listens: once per process, however many listen.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:00:30", ErrorMessage = "LiveUpdates__Interval must be a time from 00:00:00.01 to 00:00:30, for example 00:00:00.250.")]
    public TimeSpan Interval { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How often a client hears something, so that nobody between takes the connection for dead.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:05:00", ErrorMessage = "LiveUpdates__Heartbeat must be a time from 00:00:00.1 to 00:05:00, for example 00:00:15.")]
    public TimeSpan Heartbeat { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Clients of this process at once; one more is answered with 503.</summary>
    [Range(1, KeyOptions.MostStreams, ErrorMessage = "LiveUpdates__MaxClients must be from 1 to 100000, for example 1000.")]
    public int MaxClients { get; set; } = 1000;

    /// <summary>
    /// Clients of this process with one key at once, unless <c>Auth__Keys__0__Streams</c> says otherwise; one more is answered with 429.
    /// A quarter of all, so that no key locks the others out.
    /// </summary>
    [Range(1, KeyOptions.MostStreams, ErrorMessage = "LiveUpdates__StreamsPerKey must be from 1 to 100000, for example 250.")]
    public int StreamsPerKey { get; set; } = 250;

    /// <summary>Events that may wait for one client; at one more it is dropped, and goes on from where it was when it comes again.</summary>
    [Range(1, 10_000, ErrorMessage = "LiveUpdates__MaxWaiting must be from 1 to 10000, for example 256.")]
    public int MaxWaiting { get; set; } = 256;

    /// <summary>Changes that a client may have missed; after more it is told to read everything anew.</summary>
    [Range(0, 100_000, ErrorMessage = "LiveUpdates__LongestReplay must be from 0 to 100000, for example 1000.")]
    public int LongestReplay { get; set; } = 1000;

    /// <summary>How long a ticket may open a stream.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00", ErrorMessage = "LiveUpdates__Ticket must be a time from 00:00:01 to 00:10:00, for example 00:01:00.")]
    public TimeSpan Ticket { get; set; } = TimeSpan.FromMinutes(1);
}
