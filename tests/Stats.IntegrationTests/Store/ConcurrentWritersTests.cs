using FsCheck;
using FsCheck.Fluent;
using Stats.Tests.Scoring;

namespace Stats.IntegrationTests.Store;

/// <summary>Confluence (I1) of the read model: all tables and matches, with several concurrent writers.</summary>
public sealed class ConcurrentWritersTests(PostgresServerFixture server) : StoreTests(server)
{
    private const int Writers = 4;

    [Fact]
    public async Task Any_feed_in_any_order_by_concurrent_writers_leads_to_the_same_read_model()
    {
        await using var inOrder = await AnotherAsync();
        for (var seed = 1; seed <= Soak.Times(10, 500); seed++)
        {
            var feed = Sample(seed);
            await inOrder.TakeAsync(feed.Facts);
            await Task.WhenAll(feed.Batches()
                .Select((batch, n) => (batch, n))
                .GroupBy(each => each.n % Writers, each => each.batch)
                .Select(batches => Store.WriteAsync(batches)));
            // Compares the feeds of all seeds so far, because they share clubs, competitions and models.
            var (expected, actual) = (await inOrder.ChecksumAsync(), await Store.ChecksumAsync());
            Assert.True(expected == actual, $"Seed {seed} differs:\n{expected}\n{actual}\n{feed}");
        }
    }

    [Fact]
    public async Task The_checksum_detects_one_changed_value_in_any_table()
    {
        await Store.TakeAsync(Sample(1).Facts);
        var sums = new HashSet<string> { await Store.ChecksumAsync() };
        foreach (var change in new[]
        {
            "club set name = name || '!'", "competition set named_at = named_at + interval '1 microsecond'", "model set provider = 'else'",
            "match set revision = revision + 1", "prediction set late = not late", "standing set total_points = total_points + 1",
        })
        {
            var table = change.Split(' ')[0];
            Assert.Equal(1, await Store.ExecuteAsync($"update stats.{change} where ctid = (select ctid from stats.{table} limit 1)"));
            Assert.True(sums.Add(await Store.ChecksumAsync()), change);
        }
    }

    private static Feed Sample(int seed) =>
        Feeds.Consistent($"{seed}-a", $"{seed}-b", $"{seed}-c").Sample(1, new Rnd((ulong)seed), 10).Single();
}
