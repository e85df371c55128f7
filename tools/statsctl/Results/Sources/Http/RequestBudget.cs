namespace Statsctl.Results.Sources;

/// <summary>
/// How many requests a service allows, as the headers of its answers say. football-data.org's are documented at
/// https://docs.football-data.org/general/v4/policies.html; the others are in common use.
/// </summary>
internal sealed class RequestBudget(SourceOptions options)
{
    private static readonly string[] LeftHeaders = ["X-Requests-Available-Minute", "X-RateLimit-Remaining", "RateLimit-Remaining"];

    private static readonly string[] ResetHeaders = ["X-RequestCounter-Reset", "X-RateLimit-Reset", "RateLimit-Reset"];

    // A larger number of seconds is a time since 1970.
    private static readonly TimeSpan LongestPeriod = TimeSpan.FromDays(365);

    private readonly Lock _lock = new();
    private int? _left;
    private DateTimeOffset? _reset;

    /// <summary>Requests left in the current period; null if the service doesn't say.</summary>
    public int? Left
    {
        get
        {
            lock (_lock)
                return _left;
        }
    }

    public void Read(HttpResponseMessage response)
    {
        var (left, reset) = (Number(response, LeftHeaders), Number(response, ResetHeaders));
        lock (_lock)
        {
            _left = left is null ? _left : (int)Math.Clamp(left.Value, 0, int.MaxValue);
            _reset = reset is null ? _reset : At(reset.Value);
        }
    }

    /// <summary>When the service allows requests again after a refusal (UTC); null if it doesn't say.</summary>
    public DateTimeOffset? UntilAfter(HttpResponseMessage refusal)
    {
        if (refusal.Headers.RetryAfter is { } after)
            return after.Date ?? options.Time.GetUtcNow() + after.Delta;
        lock (_lock)
            return (int)refusal.StatusCode == 429 ? _reset : null;
    }

    /// <summary>Waits until the next period if no request is left in this one.</summary>
    /// <exception cref="SourceUnavailableException">The wait would be too long.</exception>
    public async Task WaitAsync(Uri url, CancellationToken ct)
    {
        if (NextPeriod() is not { } until)
            return;
        var wait = until - options.Time.GetUtcNow();
        if (wait > options.LongestWait)
            throw new SourceUnavailableException($"{url}: no more requests are allowed for {Seconds(wait)} s", until);
        if (wait > TimeSpan.Zero)
        {
            options.Say?.Invoke($"{url.Host} allows no more requests for {Seconds(wait)} s: waiting");
            await Task.Delay(wait, options.Time, ct);
        }
        lock (_lock)
            (_left, _reset) = (null, null);
    }

    // Null: there are requests left, or the service doesn't say.
    private DateTimeOffset? NextPeriod()
    {
        lock (_lock)
            return _left == 0 ? _reset : null;
    }

    private static double Seconds(TimeSpan time) => Math.Ceiling(time.TotalSeconds);

    private DateTimeOffset At(long seconds) => seconds > LongestPeriod.TotalSeconds
        ? DateTimeOffset.FromUnixTimeSeconds(Math.Min(seconds, DateTimeOffset.MaxValue.ToUnixTimeSeconds()))
        : options.Time.GetUtcNow().AddSeconds(Math.Max(seconds, 0));

    private static long? Number(HttpResponseMessage response, string[] headers)
    {
        foreach (var header in headers)
        {
            if (response.Headers.TryGetValues(header, out var values)
                && long.TryParse(values.FirstOrDefault(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            {
                return number;
            }
        }
        return null;
    }
}
