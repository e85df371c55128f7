using System.IO.Compression;
using Microsoft.Extensions.Caching.Memory;

namespace StatsApi.Pages;

/// <summary>
/// Keeps compressed bodies while they are requested. This is no cache of pages: Redis or the database first decides which state of the page
/// to serve, and the state is part of the key.
/// </summary>
internal sealed class CompressedBodies : IDisposable
{
    private const long MostBytes = 32 * 1024 * 1024;

    // Below it, compression saves less than its headers add.
    private const int LeastBytes = 512;

    private static readonly TimeSpan Demand = TimeSpan.FromMinutes(2);

    private readonly MemoryCache _kept = new(new MemoryCacheOptions { SizeLimit = MostBytes, TrackStatistics = true });

    /// <summary>The size of all bodies kept, in bytes.</summary>
    public long Bytes => _kept.GetCurrentStatistics()!.CurrentEstimatedSize!.Value;

    /// <param name="wanted">The coding that the client prefers.</param>
    /// <returns>The body and its coding.</returns>
    public (ReadOnlyMemory<byte> Body, Coding Coding) Of(string key, CachedPage page, Coding wanted)
    {
        if (wanted == Coding.Identity || page.Body.Length < LeastBytes)
            return (page.Body, Coding.Identity);
        // Hits and fresh loads of one state differ in meta.cached.
        var id = (key, page.Stamp, page.Status == CacheStatus.Hit, wanted);
        if (!_kept.TryGetValue<byte[]>(id, out var body))
        {
            body = Compress(page.Body.Span, wanted);
            _kept.Set(id, body, new MemoryCacheEntryOptions { Size = body.Length + key.Length, SlidingExpiration = Demand });
        }
        return (body, wanted);
    }

    public void Dispose() => _kept.Dispose();

    private static byte[] Compress(ReadOnlySpan<byte> body, Coding coding)
    {
        var compressed = new MemoryStream(body.Length / 2);
        using (Stream stream = coding == Coding.Brotli
            ? new BrotliStream(compressed, CompressionLevel.Optimal, leaveOpen: true)
            : new GZipStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
        {
            stream.Write(body);
        }
        return compressed.ToArray();
    }
}
