using Microsoft.AspNetCore.Builder;

namespace Bench.Peers.Caches;

/// <summary>Answers requests for pages in one way: a cache, or a limit to compare with.</summary>
internal abstract class ServedPages
{
    /// <summary>Adds its services. Each has keys of its own in Redis.</summary>
    public abstract void AddTo(WebApplicationBuilder builder, string redis);

    /// <summary>Gets its services, and adds its middleware to the endpoint of the pages.</summary>
    public abstract void Use(WebApplication app, IEndpointConventionBuilder pages);

    public abstract ValueTask<ReadOnlyMemory<byte>> GetAsync(int page, CancellationToken ct);

    /// <summary>Invalidates the pages with these tags, after the versions were committed.</summary>
    public abstract Task InvalidateAsync(IReadOnlyDictionary<string, long> versions, CancellationToken ct);
}
