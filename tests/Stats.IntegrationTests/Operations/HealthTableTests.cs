using System.Diagnostics;
using System.Text.RegularExpressions;
using Launcher;
using RabbitMQ.Client;
using Stats.IntegrationTests.WholeSystem;
using Statsctl.Feed;
using static Stats.IntegrationTests.WholeSystem.Facts;

namespace Stats.IntegrationTests.Operations;

/// <summary>What services say of themselves when a dependency fails is what operations.md says, cell by cell.</summary>
public sealed partial class HealthTableTests(HealthFixture fixture, ITestOutputHelper output) : IClassFixture<HealthFixture>
{
    private static readonly string[] AllReady = ["ready", "ready", "ready"];
    private static readonly TimeSpan Seen = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Back = TimeSpan.FromSeconds(10);

    private static Dictionary<(string Dependency, string State), string[]> Table { get; } = Row()
        .Matches(Page[Page.IndexOf("| dependency | state | ScoringService | CacheInvalidator | StatsApi |", StringComparison.Ordinal)..].Split("\n\n")[0])
        // The header and the line beneath it.
        .Skip(2)
        .Select(row => row.Groups[1].Captures.Select(cell => cell.Value.Trim()).ToArray())
        .ToDictionary(cells => (cells[0], cells[1]), cells => cells[2..]);

    private static string Page => File.ReadAllText(Path.Combine(Repository.Root, "docs", "operations.md"));

    public static TheoryData<string, string> States
    {
        get
        {
            var states = new TheoryData<string, string>();
            // What takes a minute is left to a soak; ConsumersTests lets a clock of its own run.
            foreach (var (dependency, state) in Faults.All.Keys.Where(key => Soak.IsOn || !Table[key].Contains("not live")))
                states.Add(dependency, state);
            return states;
        }
    }

    [Theory]
    [MemberData(nameof(States))]
    public async Task Services_say_what_the_table_says(string dependency, string state)
    {
        var words = Table[(dependency, state)];
        var fault = Faults.All[(dependency, state)](new Faults(fixture.Servers, fixture.Services[..2]));
        await fixture.AwaitAsync(AllReady, Seen);
        var clock = Stopwatch.StartNew();
        await fault.BeginAsync();
        try
        {
            var limit = words.Contains("not live") ? Seen + TimeSpan.FromMinutes(1) : Seen;
            foreach (var (word, checks) in words.Zip(await fixture.AwaitAsync(words, limit)))
            {
                output.WriteLine($"{clock.Elapsed.TotalSeconds:0.0} s: {word} {checks}");
                Assert.DoesNotContain("A timeout occurred", checks, StringComparison.Ordinal);
                Assert.Equal(word != "ready", Trouble().IsMatch(checks));
            }
            // Services that say nothing new had time to.
            await Task.Delay(TimeSpan.FromSeconds(2));
            await fixture.AwaitAsync(words, TimeSpan.Zero);
        }
        finally
        {
            await fault.EndAsync();
        }
        clock.Restart();
        await fixture.AwaitAsync(AllReady, 2 * Seen);
        output.WriteLine($"all ready {clock.Elapsed.TotalSeconds:0.0} s after the end");
    }

    [Fact]
    public void The_table_has_these_states_and_no_others() =>
        Assert.Equal(Faults.All.Keys.Order(), Table.Keys.Order());

    [Fact]
    public async Task After_a_long_outage_of_the_broker_consumers_are_back_within_ten_seconds_and_no_process_counts_as_dead()
    {
        await fixture.AwaitAsync(AllReady, Seen);
        await fixture.Servers.KillAsync(Server.RabbitMq);
        var outage = Stopwatch.StartNew();
        await fixture.AwaitAsync(["not ready", "not ready", "ready"], Seen);
        // With a soak longer than what makes a process count as dead.
        while (outage.Elapsed < TimeSpan.FromSeconds(Soak.Times(25, 75)))
        {
            await fixture.AwaitAsync(["not ready", "not ready", "ready"], TimeSpan.Zero);
            await Task.Delay(TimeSpan.FromSeconds(1));
        }
        await fixture.Servers.RestartAsync(Server.RabbitMq);
        var clock = Stopwatch.StartNew();
        await fixture.AwaitAsync(AllReady, Back);
        output.WriteLine($"all consume {clock.Elapsed.TotalSeconds:0.0} s after the broker's return");

        // What they say is true: a result goes through both. The broker's own count of consumers may be of before its crash.
        await using var connection = await new ConnectionFactory { Uri = new Uri(fixture.Servers.RabbitMq) }.CreateConnectionAsync();
        var invalidations = await InvalidationProbe.StartAsync(connection);
        await using var feed = await FeedPublisher.ConnectAsync(new Uri(fixture.Servers.RabbitMq));
        await feed.PublishAsync(Result("after-the-outage", 1, 0));
        await RunningSystem.EventuallyAsync(() => Task.FromResult(invalidations.Latest > 0));
        output.WriteLine($"a result was scored and announced {clock.Elapsed.TotalSeconds:0.0} s after it");
    }

    // With words: a check that says no more than that helps no operator.
    [GeneratedRegex("(Unhealthy|Degraded): ")]
    private static partial Regex Trouble();

    [GeneratedRegex(@"^\|(?:([^|\n]+)\|){5}$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
