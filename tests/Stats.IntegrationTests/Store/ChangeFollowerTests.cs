using Stats.Contracts;
using Stats.Store;

namespace Stats.IntegrationTests.Store;

/// <summary>A follower of a change log that the tests write.</summary>
public sealed class ChangeFollowerTests(PostgresServerFixture server) : StoreTests(server)
{
    private const long Any = long.MaxValue;

    private ChangeFollower _follower = null!;

    private protected override Task FillAsync()
    {
        _follower = new ChangeFollower(Store.Database);
        return PublishAsync(1, 5);
    }

    [Fact]
    public async Task The_first_step_has_every_tag()
    {
        var step = (await NextAsync())!;
        Assert.True(step.IsEveryTag);
        Assert.Equal((await GenerationAsync(), 5), (step.Generation, step.N));
        Assert.Equal(
            new Dictionary<string, long> { [Tags.Overall] = 5, ["odd"] = 5, ["even"] = 4 }, step.Versions);
    }

    [Fact]
    public async Task An_empty_log_has_no_step()
    {
        await Store.ExecuteAsync("delete from stats.change; delete from stats.tag_version");
        await FollowAsync();
        Assert.Equal(0, _follower.Position!.Value.N);
        Assert.Null(await NextAsync());
    }

    [Fact]
    public async Task Each_change_is_returned_once_and_in_order()
    {
        await FollowAsync();
        await PublishAsync(6, 256);
        Assert.Equal(Enumerable.Range(6, 251).Select(n => (long)n), (await FollowAsync()).Select(change => change.N));
        Assert.Null(await NextAsync());
        await PublishAsync(257, 257);
        Assert.Equal([257], (await FollowAsync()).Select(change => change.N));
    }

    [Fact]
    public async Task A_step_of_several_changes_has_the_latest_version_of_each_tag()
    {
        await FollowAsync();
        await PublishAsync(6, 9);
        Assert.Equal(
            new Dictionary<string, long> { [Tags.Overall] = 9, ["odd"] = 9, ["even"] = 8 }, (await NextAsync())!.Versions);
    }

    [Fact]
    public async Task A_change_that_is_not_due_is_returned_later()
    {
        await FollowAsync();
        await PublishAsync(6, 9);
        Assert.Equal([6, 7], (await FollowAsync(due: 7)).Select(change => change.N));
        Assert.Null(await NextAsync(due: 7));
        Assert.Equal([8, 9], (await FollowAsync()).Select(change => change.N));
    }

    [Fact]
    public async Task A_step_that_is_not_marked_as_done_is_returned_again()
    {
        await FollowAsync();
        await PublishAsync(6, 6);
        await NextAsync();
        await PublishAsync(7, 7);
        Assert.Equal([6, 7], (await NextAsync())!.Changes.Select(change => change.N));
    }

    [Theory]
    [InlineData("delete from stats.change where n = 6")]
    [InlineData("update stats.change set generation = generation - 1 where n = 7")]
    public async Task After_a_gap_or_changes_of_another_generation_the_step_has_every_tag(string damage)
    {
        await FollowAsync();
        await PublishAsync(6, 8);
        await Store.ExecuteAsync(damage);
        Assert.Equal((true, 8), ((await NextAsync())!.IsEveryTag, (await NextAsync())!.N));
    }

    [Fact]
    public async Task In_a_new_generation_the_step_has_every_tag()
    {
        await FollowAsync();
        await Generations.DrawAsync(Store.Database, above: 0, CancellationToken.None);
        var step = (await NextAsync())!;
        Assert.Equal((true, await GenerationAsync(), 5), (step.IsEveryTag, step.Generation, step.N));
    }

    [Fact]
    public async Task After_a_loss_of_the_latest_changes_the_step_has_every_tag_even_if_the_log_has_grown_since()
    {
        await FollowAsync();
        await Store.ExecuteAsync("delete from stats.change where n > 3; update stats.tag_version set version = 3 where tag = 'overall'");
        Assert.True((await NextAsync())!.IsEveryTag);
        await PublishAsync(4, 7);
        Assert.True((await NextAsync())!.IsEveryTag);
    }

    [Fact]
    public async Task More_changes_than_the_maximum_become_one_step_with_every_tag()
    {
        await FollowAsync();
        await PublishAsync(6, 9);
        Assert.False((await _follower.NextAsync(Any, most: 4, CancellationToken.None))!.IsEveryTag);
        Assert.True((await _follower.NextAsync(Any, most: 3, CancellationToken.None))!.IsEveryTag);
    }

    private Task<ChangeStep?> NextAsync(long due = Any) => _follower.NextAsync(due, most: Any, CancellationToken.None);

    private async Task<List<PublicChange>> FollowAsync(long due = Any)
    {
        var changes = new List<PublicChange>();
        while (await NextAsync(due) is { } step)
        {
            changes.AddRange(step.Changes);
            _follower.Done(step);
        }
        return changes;
    }

    private Task<long> GenerationAsync() => Store.ScalarAsync<long>("select value from stats.generation");

    private Task<int> PublishAsync(int first, int last) => Store.ExecuteAsync(
        $"""
        insert into stats.change (n, generation, position, match_id, tags, at)
        select n, value, n, 'm', jsonb_build_object('overall', n, case n % 2 when 0 then 'even' else 'odd' end, n), now()
        from stats.generation, generate_series({first}, {last}) n;
        insert into stats.tag_version (tag, version)
        select key, max(value::bigint) from stats.change, jsonb_each_text(tags) group by key
        on conflict (tag) do update set version = excluded.version;
        """);
}
