using Bench.Peers;

namespace Stats.IntegrationTests.Peers;

/// <summary>Each contender of <c>./stats bench peers</c>, twice, on a real PostgreSQL and a real Redis.</summary>
public sealed class PeerTests(PeerFixture fixture) : IClassFixture<PeerFixture>
{
    private const int Page = 0;
    private static readonly string Tag = PageTable.Requests[Page].Tags[0];
    private static readonly int[] Hot = PageTable.Changing(20);

    public static TheoryData<string> Caches { get; } = [.. Contender.Caches.Select(contender => contender.Name)];

    public static TheoryData<string> Limits { get; } = [.. Contender.Limits.Select(contender => contender.Name)];

    [Theory]
    [MemberData(nameof(Caches))]
    public async Task A_cache_serves_hits_and_a_fresh_page_after_its_invalidation(string name)
    {
        using var peer = await fixture.HostAsync(name);
        await FillsOnceAsync(peer);

        var versions = await fixture.Table.CommitAsync([Tag], CancellationToken.None);
        await peer.InvalidateAsync(versions, CancellationToken.None);

        Assert.Equal(versions[Tag], await peer.ReadAsync(0, Page, CancellationToken.None));
        // HybridCache tells no other process.
        if (name != "HybridCache")
            await Eventually.HoldsAsync(async () => await peer.ReadAsync(1, Page, CancellationToken.None) == versions[Tag]);
    }

    [Theory]
    [MemberData(nameof(Limits))]
    public async Task A_limit_serves_hits(string name)
    {
        using var peer = await fixture.HostAsync(name);
        await FillsOnceAsync(peer);
    }

    [Fact]
    public async Task Our_cache_has_no_stale_answers_while_matches_are_scored()
    {
        using var peer = await fixture.StartAsync("ours");
        var turn = await ScoreAsync(peer);
        Assert.True(turn.Acknowledged is { Stale: 0, Acknowledged: > 0 }, $"{turn}");
        Assert.Equal(0, turn.Failures);
    }

    [Fact]
    public async Task Pages_that_are_never_invalidated_are_found_stale()
    {
        using var peer = await fixture.HostAsync("memory");
        var turn = await ScoreAsync(peer);
        Assert.InRange(turn.Acknowledged.Stale, 1, turn.Acknowledged.Reads);
        Assert.True(turn.Acknowledged.Oldest > TimeSpan.Zero && turn.Committed.Stale >= turn.Acknowledged.Stale, $"{turn}");
    }

    private static async Task FillsOnceAsync(RunningPeer peer)
    {
        await peer.FillAsync([Page], CancellationToken.None);
        var filled = await peer.UsageAsync(CancellationToken.None);
        Assert.InRange(filled.Loads, 1, peer.Processes);

        await peer.FillAsync([Page], CancellationToken.None);
        Assert.Equal(filled.Loads, (await peer.UsageAsync(CancellationToken.None)).Loads);
    }

    // First requests are slow, so they are made before matches are scored.
    private async Task<ScoredTurn> ScoreAsync(RunningPeer peer)
    {
        await peer.FillAsync(Hot, CancellationToken.None);
        return await ScoredTurn.TakeAsync(
            fixture.Table,
            peer,
            Hot,
            TimeSpan.FromMilliseconds(20),
            seed: 1,
            async readers =>
            {
                // Long enough for some matches on a busy machine.
                await Task.Delay(TimeSpan.FromSeconds(1.5));
                await Eventually.HoldsAsync(() => readers.Answers > 1_000);
            });
    }
}
