using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace StatsWeb.Api;

/// <summary>
/// Answers in memory. While the stream of changes is followed, an answer is used without asking again until a change touches its scope.
/// Otherwise StatsApi is asked whether it is still current (<c>If-None-Match</c>).
/// </summary>
internal sealed class AnswerCache(IOptions<ApiOptions> options) : IDisposable
{
    // Beyond it, the changes of single scopes are forgotten, which makes every answer old.
    private const int MostScopes = 100_000;

    private readonly MemoryCache _answers = new(new MemoryCacheOptions { SizeLimit = options.Value.HeldAnswers });
    private readonly Dictionary<string, long> _changed = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private long _clock;
    private long _allChanged;
    private bool _isFollowing;

    /// <summary>The number of changes so far. A read that begins now is newer than all of them.</summary>
    public long Now => Volatile.Read(ref _clock);

    /// <summary>The stream of changes is open: every later change will be told.</summary>
    public void Follow()
    {
        AllChanged();
        lock (_lock)
            _isFollowing = true;
    }

    /// <summary>The stream is closed: changes may go unnoticed.</summary>
    public void Unfollow()
    {
        lock (_lock)
            _isFollowing = false;
    }

    /// <summary>A change touched these scopes.</summary>
    public void Changed(IEnumerable<string> scopes)
    {
        lock (_lock)
        {
            _clock++;
            foreach (var scope in scopes)
                _changed[scope] = _clock;
            // A change of names concerns every answer.
            if (_changed.ContainsKey("names") || _changed.Count > MostScopes)
                ForgetScopes();
        }
    }

    /// <summary>Anything may have changed.</summary>
    public void AllChanged()
    {
        lock (_lock)
        {
            _clock++;
            ForgetScopes();
        }
    }

    /// <summary>The held answer, and whether it is certainly current.</summary>
    public (HeldAnswer? Held, bool IsCurrent) Find(string path)
    {
        if (!_answers.TryGetValue(path, out HeldAnswer? held))
            return (null, false);
        lock (_lock)
            return (held, _isFollowing && held!.ReadAt >= _allChanged && held.ReadAt >= _changed.GetValueOrDefault(held.Scope));
    }

    public void Keep(string path, HeldAnswer answer) => _answers.Set(path, answer, new MemoryCacheEntryOptions { Size = 1 });

    public void Dispose() => _answers.Dispose();

    private void ForgetScopes()
    {
        _allChanged = _clock;
        _changed.Clear();
    }
}

/// <summary>An answer, with the number of changes when its read began.</summary>
internal sealed record HeldAnswer(object Answer, string Scope, string? ETag, long ReadAt);
