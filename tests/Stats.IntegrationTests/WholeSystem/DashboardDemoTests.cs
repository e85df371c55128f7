namespace Stats.IntegrationTests.WholeSystem;

/// <summary>Aspire starts the services and shows them; the launcher starts their servers, and its janitor leaves nothing behind.</summary>
public sealed class DashboardDemoTests
{
    private static readonly (string Service, string Name)[] Steps =
    [
        ("season", "publish"),
        ("ScoringService", "stats.scoring.results process"),
        ("ScoringService", "commit"),
        ("CacheInvalidator", "cache invalidate"),
    ];

    [Fact]
    public async Task One_trace_in_the_dashboard_leads_from_the_publish_of_a_result_to_the_invalidation()
    {
        await using var demo = await DashboardDemo.StartAsync();

        IReadOnlyList<DashboardSpan> spans = [];
        await Eventually.HoldsAsync(
            async () =>
            {
                await Task.Delay(250);
                spans = await demo.SpansAsync();
                return spans.GroupBy(span => span.Trace).Any(trace => Steps.All(trace.Select(span => (span.Service, span.Name)).Contains));
            },
            () => string.Join('\n', spans.Select(span => $"{span}").Order().Take(50)),
            DashboardDemo.Patience);

        Assert.Equal(0, await demo.StopAsync());
        await demo.LeavesNothingAsync();
    }

    [Fact]
    public async Task A_killed_demo_with_the_dashboard_leaves_nothing_behind()
    {
        await using var demo = await DashboardDemo.StartAsync();

        await demo.KillAsync();

        await demo.LeavesNothingAsync();
    }
}
