using Bench;
using Bench.Cache;
using Stats.IntegrationTests.WholeSystem;
using Xunit.Abstractions;

namespace Stats.IntegrationTests.Cache;

/// <summary>
/// What <c>./stats bench cache</c> measures, with less of everything. In the system tests' collection, so that nothing else of this assembly
/// runs beside it.
/// </summary>
[Collection(SystemFixture.Collection)]
public sealed class CacheCostTests(ITestOutputHelper output)
{
    [Fact]
    public Task A_mix_is_mostly_hits_while_matches_complete() => HoldsAsync(ct => CacheSuite.HitRatioAsync(seconds: 10, ct));

    [Fact]
    public Task What_a_match_costs_does_not_grow_with_what_lies_around_it() => HoldsAsync(ct => CacheSuite.PurgeAsync(keys: 100_000, rounds: 100, ct));

    [Fact]
    public Task A_hit_is_one_round_trip() => HoldsAsync(ct => CacheSuite.RoundTripsAsync(hits: 500, ct));

    private async Task HoldsAsync(Func<CancellationToken, Task<IReadOnlyList<Figure>>> measure)
    {
        using var time = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        foreach (var figure in await measure(time.Token))
        {
            output.WriteLine($"{figure.What}: {figure.Ratio:0.000}");
            Assert.True(figure.Holds, $"{figure.What}: {figure.Ratio:0.000}, promised is {figure.Promise}. `./stats bench cache` measures longer.");
        }
    }
}
