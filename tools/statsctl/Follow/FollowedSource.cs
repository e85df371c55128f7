using System.Diagnostics;
using Statsctl.Results.Sources;

namespace Statsctl.Follow;

/// <summary>A source with its last whole reading, which is used while it has no newer one.</summary>
/// <param name="say">Takes a sentence when the source begins to fail, and when it answers again.</param>
internal sealed class FollowedSource(IResultSource source, TimeProvider time, Action<string> say)
{
    private Task _reading = Task.CompletedTask;
    private DateTimeOffset _notBefore;
    private bool _isFailing;

    /// <summary>As the user gave it.</summary>
    public string Name => source.Name;

    /// <summary>The last whole reading; empty before the first.</summary>
    public IReadOnlyList<SourceSeason> Seasons { get; private set; } = [];

    /// <summary>When the last whole reading ended (UTC); null before the first.</summary>
    public DateTimeOffset? LastSuccess { get; private set; }

    /// <summary>Begins a reading, unless one is under way or the source does not allow one yet. A failure is told, not thrown.</summary>
    public Task ReadAsync(CancellationToken ct)
    {
        if (_reading.IsCompleted && time.GetUtcNow() >= _notBefore)
            _reading = ReadNowAsync(ct);
        return _reading;
    }

    private async Task ReadNowAsync(CancellationToken ct)
    {
        using var span = FollowDiagnostics.Traces.StartActivity("read source");
        span?.SetTag(FollowDiagnostics.Source, Name);
        try
        {
            var reading = await source.ReadAsync(ct);
            (Seasons, LastSuccess) = (reading.Seasons, time.GetUtcNow());
            if (_isFailing)
                say($"{Name} answers again.");
            _isFailing = false;
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The end of the command.
        }
        catch (CommandFailedException problem)
        {
            span?.SetStatus(ActivityStatusCode.Error, problem.Message);
            _notBefore = (problem as SourceUnavailableException)?.Until ?? default;
            if (!_isFailing)
                say($"{Name} can't be read, and is tried again at the next poll: {problem.Message}");
            _isFailing = true;
        }
    }
}
