using System.IO.Compression;
using System.Text;
using Stats.Cache;
using StatsApi.Pages;

namespace Stats.Tests.Api;

public sealed class CodingTests
{
    private static readonly byte[] Body = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 200).Select(n => $"{{\"rank\":{n}}},")));

    [Theory]
    [InlineData(null, null)]
    [InlineData("", null)]
    [InlineData("gzip", "gzip")]
    [InlineData("GZIP", "gzip")]
    [InlineData("gzip, deflate, br", "br")]
    [InlineData("gzip;q=1.0, br;q=0.9", "gzip")]
    [InlineData("br;q=0, gzip;q=0.1", "gzip")]
    [InlineData("br;q=0, gzip;q=0", null)]
    [InlineData("*", "br")]
    [InlineData("br;q=0, *", "gzip")]
    [InlineData("*;q=0", null)]
    [InlineData("identity, gzip;q=0.5", null)]
    [InlineData("identity;q=0.5, gzip;q=0.5", "gzip")]
    [InlineData("identity;q=0", null)]
    [InlineData("deflate, zstd", null)]
    [InlineData("br;q=x", null)]
    public void The_coding_that_the_client_prefers_is_used(string? field, string? coding) =>
        Assert.Equal(coding, Codings.Best(field).Name());

    [Fact]
    public void An_overlong_Accept_Encoding_is_ignored()
    {
        Assert.Equal(Coding.Brotli, Codings.Best("gzip, br"));
        Assert.Equal(Coding.Identity, Codings.Best($"gzip, br{string.Concat(Enumerable.Repeat(", x", 500))}"));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public void A_version_of_a_page_is_compressed_once(string name)
    {
        using var bodies = new CompressedBodies();
        var page = new CachedPage(CacheStatus.Hit, Body, 1, [5, 1]);
        var wanted = Codings.Best(name);
        var (first, coding) = bodies.Of("page", page, wanted);
        Assert.Equal(wanted, coding);
        Assert.Equal(Body, Expanded(first, name));
        Assert.True(first.Length < Body.Length / 2);
        for (var n = 0; n < 10; n++)
            Assert.True(first.Equals(bodies.Of("page", page with { }, wanted).Body));
        // Another version, another page and a fresh load are compressed on their own.
        foreach (var (key, other) in new[]
        {
            ("page", new CachedPage(CacheStatus.Hit, Body.Append((byte)'x').ToArray(), 1, [6, 1])),
            ("another", page),
            ("page", page with { Status = CacheStatus.Stored, Body = Body.Append((byte)'y').ToArray() }),
        })
        {
            Assert.Equal(other.Body.ToArray(), Expanded(bodies.Of(key, other, wanted).Body, name));
        }
    }

    [Fact]
    public void Memory_is_limited_and_bodies_that_do_not_fit_are_still_compressed()
    {
        using var bodies = new CompressedBodies();
        // Random bytes don't shrink, so 200 bodies exceed the limit.
        var noise = new byte[300_000];
        new Random(1).NextBytes(noise);
        for (var version = 0; version < 200; version++)
        {
            var page = new CachedPage(CacheStatus.Hit, noise, 1, [version]);
            Assert.Equal(noise, Expanded(bodies.Of("page", page, Coding.Gzip).Body, "gzip"));
        }
        Assert.InRange(bodies.Bytes, 1, 33 * 1024 * 1024);
    }

    [Fact]
    public void A_small_body_is_not_compressed()
    {
        using var bodies = new CompressedBodies();
        var page = new CachedPage(CacheStatus.Hit, Body.AsMemory(0, 100), 1, [5, 1]);
        Assert.Equal(Coding.Identity, bodies.Of("page", page, Coding.Brotli).Coding);
    }

    private static byte[] Expanded(ReadOnlyMemory<byte> body, string coding)
    {
        using var compressed = new MemoryStream(body.ToArray());
        using Stream stream = coding == "br"
            ? new BrotliStream(compressed, CompressionMode.Decompress)
            : new GZipStream(compressed, CompressionMode.Decompress);
        using var expanded = new MemoryStream();
        stream.CopyTo(expanded);
        return expanded.ToArray();
    }
}
