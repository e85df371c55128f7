using System.IO.Compression;
using Microsoft.Extensions.Caching.Memory;
using Stats.Cache;

namespace StatsApi.Pages;

/// <summary>
/// Bodies compressed, each once while it is in demand. This is no cache of pages: it is asked only after Redis or the database said which
/// state of the page is to be answered, and the state is part of what is looked up.
/// </summary>
internal sealed class CompressedBodies : IDisposable
{
    private const long MostBytes = 32 * 1024 * 1024;

    // Below it the fields about the coding outweigh what is saved.
    private const int LeastBytes = 512;

    private static readonly TimeSpan Demand = TimeSpan.FromMinutes(2);

    private readonly MemoryCache _kept = new(new MemoryCacheOptions { SizeLimit = MostBytes, TrackStatistics = true });

    /// <summary>What is kept.</summary>
    public long Bytes => _kept.GetCurrentStatistics()!.CurrentEstimatedSize!.Value;

    /// <param name="key">The page's key.</param>
    /// <param name="page">What is to be answered.</param>
    /// <param name="wanted">What the client likes best.</param>
    /// <returns>The body and how it is coded.</returns>
    public (ReadOnlyMemory<byte> Body, Coding Coding) Of(string key, CachedPage page, Coding wanted)
    {
        if (wanted == Coding.Identity || page.Body.Length < LeastBytes)
            return (page.Body, Coding.Identity);
        // Hits and loads of one state differ in the flag that tells them apart.
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
