using System.Diagnostics;
using System.Text.RegularExpressions;
using Launcher;
using RabbitMQ.Client;
using Statsctl.Feed;
using static Stats.IntegrationTests.Facts;

namespace Stats.IntegrationTests.Operations;

/// <summary>During a fault of a dependency, services report the state that the table in operations.md states, cell by cell.</summary>
public sealed partial class HealthTableTests(HealthFixture fixture, ITestOutputHelper output) : IClassFixture<HealthFixture>
{
    private const string Header = "| dependency | state | ScoringService | CacheInvalidator | StatsApi |";
    private static readonly string[] AllReady = ["ready", "ready", "ready"];
    private static readonly TimeSpan Seen = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Back = TimeSpan.FromSeconds(10);

    private static Dictionary<(string Dependency, string State), string[]> Table { get; } = Row()
        .Matches(Page[Page.IndexOf(Header, StringComparison.Ordinal)..].Split("\n\n")[0])
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
            // States that take a minute are left to a soak. ConsumersTests covers them with a simulated clock.
            foreach (var (dependency, state) in Faults.All.Keys.Where(key => Soak.IsOn || !Table[key].Contains("not live")))
                states.Add(dependency, state);
            return states;
        }
    }

    [Theory]
    [MemberData(nameof(States))]
    public async Task Services_report_the_state_in_the_table(string dependency, string state)
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
            // Checks that the states are stable.
            await Task.Delay(TimeSpan.FromSeconds(1));
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
    public void The_table_has_exactly_these_states() =>
        Assert.Equal(Faults.All.Keys.Order(), Table.Keys.Order());

    [Fact]
    public async Task Consumers_recover_within_ten_seconds_after_a_long_outage_of_the_broker_and_no_process_counts_as_dead()
    {
        await fixture.AwaitAsync(AllReady, Seen);
        await fixture.Servers.KillAsync(Server.RabbitMq);
        try
        {
            var outage = Stopwatch.StartNew();
            await fixture.AwaitAsync(["not ready", "not ready", "ready"], Seen);
            // In a soak, the outage is longer than the time after which a process counts as dead.
            while (outage.Elapsed < TimeSpan.FromSeconds(Soak.Times(25, 75)))
            {
                await fixture.AwaitAsync(["not ready", "not ready", "ready"], TimeSpan.Zero);
                await Task.Delay(TimeSpan.FromSeconds(1));
            }
        }
        finally
        {
            await fixture.Servers.RestartAsync(Server.RabbitMq);
        }
        var clock = Stopwatch.StartNew();
        await fixture.AwaitAsync(AllReady, Back);
        output.WriteLine($"all consume {clock.Elapsed.TotalSeconds:0.0} s after the broker's return");

        // A result confirms that both consumers work. The broker's own count of consumers may be from before its crash.
        await using var connection = await new ConnectionFactory { Uri = new Uri(fixture.Servers.RabbitMq) }.CreateConnectionAsync();
        var invalidations = await InvalidationProbe.StartAsync(connection);
        await using var feed = await FeedPublisher.ConnectAsync(new Uri(fixture.Servers.RabbitMq));
        await feed.PublishAsync(Result("after-the-outage", 1, 0));
        await Eventually.HoldsAsync(() => invalidations.Latest > 0);
        output.WriteLine($"a result was scored and announced {clock.Elapsed.TotalSeconds:0.0} s after it");
    }

    // A check that fails must also give a description, which operators need.
    [GeneratedRegex("(Unhealthy|Degraded): ")]
    private static partial Regex Trouble();

    [GeneratedRegex(@"^\|(?:([^|\n]+)\|){5}$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
