namespace Statsctl.Canary;

/// <summary>The options of a canary, which <see cref="CanaryCommand"/> describes.</summary>
internal sealed record CanaryRequest(Uri Broker, int Pages, int Readers, TimeSpan? For, int? Samples, int Examples);

/// <summary>
/// Listens to acknowledgements and reads pages until its time is over, to check the system's guarantee as a client. Modelled on Polaris,
/// which monitors Meta's caches (https://engineering.fb.com/2022/06/08/core-infra/cache-made-consistent/).
/// </summary>
internal sealed class CanaryRun
{
    private readonly CanaryRequest _request;
    private readonly PageClient _pages;
    private readonly CanaryDiagnostics _diagnostics;
    private readonly Action<string> _say;
    private readonly Random _random;
    private readonly CanarySession _session = new();
    private readonly Tally _tally;
    private readonly Looks _looks;
    private readonly Announcements _announcements;

    public CanaryRun(CanaryRequest request, PageClient pages, CanaryDiagnostics diagnostics, int seed, Action<string> say)
    {
        (_request, _pages, _diagnostics, _say, _random) = (request, pages, diagnostics, say, new Random(seed));
        _tally = new Tally(request.Examples);
        _looks = new Looks(_tally.Skipped);
        _announcements = new Announcements(request.Broker, Take, say);
    }

    public CanaryReport Report => _tally.Report(_announcements.Interruptions);

    /// <summary>Completes when enough was sampled, when the time is over, or when it is cancelled.</summary>
    /// <exception cref="CommandFailedException">The broker can't be reached.</exception>
    public async Task RunAsync(CancellationToken ct)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(ct);
        if (_request.For is { } time)
            over.CancelAfter(time);
        Task[] tasks =
        [
            _announcements.RunAsync(over.Token),
            _looks.RunAsync(over.Token),
            .. Enumerable.Range(0, _request.Readers).Select(_ => ReadAsync(over)),
        ];
        try
        {
            await await Task.WhenAny(tasks);
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            // The intended end.
        }
        finally
        {
            await over.CancelAsync();
            await Task.WhenAll(tasks).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Take(StatsInvalidated announcement)
    {
        if (!_session.Announce(announcement.Generation, announcement.Tags))
            return;
        _tally.Announced();
        var pages = announcement.Tags.Keys.SelectMany(TaggedPage.Of).ToArray();
        _random.Shuffle(pages);
        foreach (var page in pages.Take(_request.Pages))
            _looks.Add(page, announcement.InvalidatedAt);
    }

    private async Task ReadAsync(CancellationTokenSource over)
    {
        await foreach (var look in _looks.ReadAllAsync(over.Token))
        {
            // Taken before the read: the read must show the versions known when it began.
            var expected = _session.Expect(look.Page);
            if (expected.Announced == 0)
                continue;
            var (at, began) = (TimeProvider.System.GetUtcNow(), TimeProvider.System.GetTimestamp());
            if (look.InvalidatedAt is { } since)
                _tally.Delayed(at - since);
            var answer = await _pages.ReadAsync(look.Page, over.Token);
            var took = TimeProvider.System.GetElapsedTime(began);
            if (_session.Judge(expected, answer) is not { } verdict)
                continue;
            _diagnostics.Read(verdict);
            if (Count(expected, answer, verdict, at, took) >= _request.Samples)
                await over.CancelAsync();
        }
    }

    private long Count(Expectation expected, PageAnswer answer, Verdict verdict, DateTimeOffset at, TimeSpan took)
    {
        if (verdict == Verdict.Unreadable)
            return _tally.Unreadable(answer.Problem!);
        var violation = verdict == Verdict.Ok
            ? null
            : new Violation(expected.Page.Path, verdict, expected.Announced, expected.Seen, answer.Version, answer.Cached, at);
        var (samples, violations) = _tally.Sampled(took, answer.Cached, violation);
        if (violation is not null && violations <= _request.Examples)
            _say($"{violation}");
        return samples;
    }
}
