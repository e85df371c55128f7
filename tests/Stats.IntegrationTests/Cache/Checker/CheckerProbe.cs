using Xunit.Abstractions;

namespace Stats.IntegrationTests.Cache.Checker;

public sealed class CheckerProbe(ITestOutputHelper output)
{
    [Fact]
    public async Task Probe()
    {
        await using var machine = await Machine.StartAsync();
        foreach (var scenario in Scenarios.All)
        {
            var watch = System.Diagnostics.Stopwatch.StartNew();
            var before = machine.Ran;
            var finding = await new Explorer(machine, new Protocol("ours"), scenario).ExploreAsync();
            output.WriteLine($"{scenario.Name}: {finding}; {watch.ElapsedMilliseconds} ms, ran {machine.Ran - before}");
            if (finding.Violation is { } violation)
                output.WriteLine(violation.ToString());
        }
    }
}
