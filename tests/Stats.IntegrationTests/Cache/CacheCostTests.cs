using Bench;
using Bench.Cache;
using Stats.IntegrationTests.WholeSystem;

namespace Stats.IntegrationTests.Cache;

/// <summary>
/// What <c>./stats bench cache</c> measures, with less of everything. In the collection of what is measured, so that nothing else of this assembly
/// runs beside it.
/// </summary>
[Collection(SystemFixture.Measured)]
public sealed class CacheCostTests(ITestOutputHelper output) : IDisposable
{
    private readonly CancellationTokenSource _time = new(TimeSpan.FromMinutes(5));

    public void Dispose() => _time.Dispose();

    [Fact]
    public async Task A_mix_is_mostly_hits_while_matches_complete() => Hold(await CacheSuite.HitRatioAsync(seconds: 5, _time.Token));

    [Fact]
    public async Task A_hit_is_one_round_trip() => Hold(await CacheSuite.RoundTripsAsync(hits: 500, _time.Token));

    [Fact]
    public async Task A_match_is_invalidated_by_the_same_commands_whatever_lies_around_it()
    {
        var few = await PurgeWork.CountAsync(1_000, _time.Token);
        var many = await PurgeWork.CountAsync(100_000, _time.Token);
        Assert.Equal(few.Invalidating.OrderBy(command => command.Key), many.Invalidating.OrderBy(command => command.Key));
        // None of these looks at keys that it wasn't given.
        string[] allowed = ["config|resetstat", "evalsha", "hget", "hmget", "hset", "info", "select", "unlink", "zpopmin"];
        Assert.Empty(many.Invalidating.Keys.Except(allowed));
        // The count does tell: by the usual way the work grows with the keys, of which a thousand may take a pattern two calls.
        Assert.True(many.Scanning["scan"] >= 50 * few.Scanning["scan"], $"{few.Scanning["scan"]} and {many.Scanning["scan"]} SCANs");
    }

    private void Hold(IReadOnlyList<Figure> figures)
    {
        foreach (var figure in figures)
        {
            output.WriteLine($"{figure.What}: {figure.Ratio:0.000}");
            Assert.True(figure.Holds, $"{figure.What}: {figure.Ratio:0.000}, promised is {figure.Promise}. `./stats bench cache` measures longer.");
        }
    }
}
