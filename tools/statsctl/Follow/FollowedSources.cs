using Statsctl.Results.Sources;

namespace Statsctl.Follow;

/// <summary>Reads sources side by side, so that one that fails or waits does not stop the others.</summary>
internal sealed class FollowedSources(IEnumerable<IResultSource> sources, TimeProvider time, Action<string> say)
{
    // A slower source is taken at a later poll.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public IReadOnlyList<FollowedSource> All { get; } = [.. sources.Select(source => new FollowedSource(source, time, say))];

    /// <summary>The seasons of all sources, each by its last whole reading.</summary>
    /// <exception cref="UnreadableFileException">Two sources have the same competition and season.</exception>
    public async Task<List<SourceSeason>> ReadAsync(CancellationToken ct)
    {
        try
        {
            await Task.WhenAll(All.Select(source => source.ReadAsync(ct))).WaitAsync(Patience, ct);
        }
        catch (TimeoutException)
        {
            // The others have answered.
        }
        return EachOnce.Of(All.SelectMany(source => source.Seasons));
    }
}
