using System.Text.Json.Nodes;
using Launcher;
using RabbitMQ.Client;
using Statsctl.BrokerUsers;

namespace Stats.IntegrationTests.DeadLetters;

/// <summary><c>statsctl dead-letters drop</c>.</summary>
[Collection(BrokerFixture.Collection)]
public sealed class DropTests(BrokerFixture broker) : BrokerTests(broker)
{
    [Fact]
    public async Task Drop_removes_the_selected_messages_and_saves_them_to_a_file()
    {
        var log = Path.Combine(Broker.Servers.Folder, $"{Guid.NewGuid():N}.jsonl");
        await Broker.RefuseAsync("""{"matchId":"m1"}""");
        await Broker.RefuseAsync("""{"matchId":"m2"}""");
        await Broker.PutAsync(ResultsError, "match.completed", [0xff, 0x00], new BasicProperties());

        var (code, said) = await Broker.StatsctlAsync("dead-letters", "drop", "--log", log);
        Assert.Equal(1, code);
        Assert.Contains("give --yes", said);
        Assert.False(File.Exists(log));

        (code, said) = await Broker.StatsctlAsync("dead-letters", "drop", "--match", "m1", "--yes", "--log", log);
        Assert.Equal((0, $"Dropped 1 messages, and saved them to {log}."), (code, said));
        var line = JsonNode.Parse(Assert.Single(await File.ReadAllLinesAsync(log)))!;
        Assert.Equal(
            ("""{"matchId":"m1"}""", "match.completed", "conflict"),
            ((string?)line["body"], (string?)line["routingKey"], (string?)line["reason"]));
        Assert.Equal("It says otherwise.", (string?)line["headers"]!["MT-Fault-Message"]);

        (code, said) = await Broker.StatsctlAsync("dead-letters", "drop", "--yes", "--log", log);
        Assert.Equal(1, code);
        Assert.Contains("give another file with --log", said);
        Assert.Single(await File.ReadAllLinesAsync(log));
        await Broker.CountIsAsync(ResultsError, 2);

        var bytes = $"{log}.bytes";
        (code, _) = await Broker.StatsctlAsync("dead-letters", "drop", "--yes", "--json", "--reason", "unknown", "--log", bytes);
        Assert.Equal(0, code);
        Assert.Equal("/wA=", (string?)JsonNode.Parse(await File.ReadAllTextAsync(bytes))!["bodyBase64"]);
        Assert.Equal(["""{"matchId":"m2"}"""], await Broker.BodiesAsync(ResultsError));
    }

    [Theory]
    [InlineData("y", 0, 0)]
    [InlineData("n", 1, 2)]
    public async Task At_a_terminal_drop_asks_for_confirmation(string answer, int code, uint left)
    {
        var log = Path.Combine(Broker.Servers.Folder, $"{Guid.NewGuid():N}.jsonl");
        await Broker.RefuseAsync("one");
        await Broker.RefuseAsync("two");

        // script(1) provides a terminal. The answer is sent after the question appears.
        var statsctl = $"dotnet {Repository.Program("tools", "statsctl")} dead-letters drop --log {log}";
        var script = $"mkfifo {log}.in; script -qefc '{statsctl}' {log}.out < {log}.in & exec 3> {log}.in; " +
            $"until grep -q 'Drop 2' {log}.out; do sleep 0.1; done; echo {answer} >&3; wait $!";
        var terminal = Broker.Servers.Start(new ChildStart($"terminal-{answer}", "bash", "-c", script)
        {
            Environment = new Dictionary<string, string?>
            {
                ["ConnectionStrings__RabbitMq"] = Broker.Servers.RabbitMqOf(BrokerUser.Operator),
            },
        });
        var (ended, said) = await terminal.EndAsync();

        Assert.True(ended == code, said);
        Assert.Contains("conflict", said);
        await Broker.CountIsAsync(ResultsError, left);
        Assert.Equal(left == 0, File.Exists(log));
    }
}
