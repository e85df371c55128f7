namespace StatsApi.LiveUpdates;

/// <summary>
/// Limits the open streams of this process, in all and for each key, so that no key locks the others out. Keys of one name count as one. A
/// limit changed at run time also counts the streams already open.
/// </summary>
internal sealed class StreamLimiter(IOptions<LiveUpdatesOptions> options)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _open = new(StringComparer.Ordinal);
    private int _all;

    /// <returns>A permit, returned by disposing it, or the problem.</returns>
    public (Permit? Permit, Problem? Refusal) Acquire(ApiKey key)
    {
        var most = key.Streams ?? options.Value.StreamsPerKey;
        lock (_lock)
        {
            var open = _open.GetValueOrDefault(key.Name);
            if (open >= most)
                return (null, Problem.StreamsLimited(most, Pause));
            if (_all >= options.Value.MaxClients)
                return (null, Problem.TooManyStreams(Pause));
            (_open[key.Name], _all) = (open + 1, _all + 1);
        }
        return (new Permit(this, key.Name), null);
    }

    private void Release(string name)
    {
        lock (_lock)
        {
            _all--;
            if (--_open[name] == 0)
                _open.Remove(name);
        }
    }

    /// <summary>Permits one open stream.</summary>
    internal sealed class Permit(StreamLimiter limiter, string name) : IDisposable
    {
        private int _isReleased;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isReleased, 1) == 0)
                limiter.Release(name);
        }
    }
}
