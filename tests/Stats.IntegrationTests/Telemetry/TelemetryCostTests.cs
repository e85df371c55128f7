using Bench.Telemetry;
using Stats.IntegrationTests.WholeSystem;

namespace Stats.IntegrationTests.Telemetry;

/// <summary>What telemetry may cost. In the collection of what is measured, so that nothing else of this assembly runs beside it.</summary>
[Collection(SystemFixture.Measured)]
public sealed class TelemetryCostTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Telemetry_costs_a_cached_read_no_more_than_promised()
    {
        using var time = new CancellationTokenSource(TimeSpan.FromMinutes(4));
        var figure = await TelemetrySuite.MeasureAsync(rounds: 10, time.Token);
        output.WriteLine($"{figure.What}: {figure.Ratio:0.000}");
        Assert.True(figure.Holds, $"{figure.What}: {figure.Ratio:0.000}, where at least {figure.Least} is promised. `./stats bench telemetry` measures longer.");
    }
}
