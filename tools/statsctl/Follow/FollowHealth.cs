namespace Statsctl.Follow;

/// <summary>Whether <c>statsctl follow</c> runs, and whether it can do its work. Safe for concurrent callers.</summary>
internal sealed class FollowHealth
{
    // Sources and the API may make a poll wait for minutes.
    private static readonly TimeSpan LongestPoll = TimeSpan.FromMinutes(15);

    private readonly Lock _lock = new();
    private readonly TimeSpan _stalled;
    private long _beat = TimeProvider.System.GetTimestamp();
    private string? _problem = "no poll has ended yet";

    /// <param name="every">Real time between two polls.</param>
    public FollowHealth(TimeSpan every) => _stalled = every + LongestPoll;

    /// <summary>Why a restart may help; null if it would not.</summary>
    public string? NotLive
    {
        get
        {
            lock (_lock)
            {
                var since = TimeProvider.System.GetElapsedTime(_beat);
                return since < _stalled ? null : $"no poll has begun or ended for {since.TotalMinutes:N0} minutes";
            }
        }
    }

    /// <summary>Why the last poll failed; null if it did not.</summary>
    public string? NotReady
    {
        get
        {
            lock (_lock)
                return _problem;
        }
    }

    public void Begin()
    {
        lock (_lock)
            _beat = TimeProvider.System.GetTimestamp();
    }

    /// <param name="problem">Null if the poll succeeded.</param>
    public void End(string? problem)
    {
        lock (_lock)
            (_beat, _problem) = (TimeProvider.System.GetTimestamp(), problem);
    }
}
