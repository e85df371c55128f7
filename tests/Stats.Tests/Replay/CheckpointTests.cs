using Season.Replay;
using Statsctl;
using Statsctl.Forecasters;

namespace Stats.Tests.Replay;

public sealed class CheckpointTests : FileTests
{
    private static readonly Uri Broker = new("amqp://user:secret@localhost:5672/");

    private static readonly ReplayInput Season = InputOf(BuiltInForecasters.All[0]);

    private string File => Path.Combine(Files.Folder, "checkpoint");

    [Fact]
    public void The_same_replay_resumes_at_its_checkpoint()
    {
        var start = Checkpoint.Of(Season.Plan(7, 0.3), Broker);
        Assert.Equal(start, start.Resumed(File));
        (start with { Confirmed = 11 }).Write(File);
        (start with { Confirmed = 12 }).Write(File);

        var again = Checkpoint.Of(InputOf(BuiltInForecasters.All[0]).Plan(7, 0.3), Broker).Resumed(File);
        Assert.Equal(12, again.Confirmed);
        Assert.Equal(Season.Plan(7, 0.3).Steps.Skip(12), Season.Plan(7, 0.3).From(12).Steps);
        Assert.DoesNotContain("secret", System.IO.File.ReadAllText(File));
        Assert.Single(Directory.GetFiles(Files.Folder));
    }

    [Fact]
    public void A_checkpoint_of_another_replay_is_refused_and_kept()
    {
        Checkpoint.Of(Season.Plan(), Broker).Write(File);
        var written = System.IO.File.ReadAllText(File);
        foreach (var other in new[]
        {
            Checkpoint.Of(Season.Plan(shuffle: 7), Broker),
            Checkpoint.Of(Season.Plan(duplicate: 0.1), Broker),
            Checkpoint.Of(InputOf(BuiltInForecasters.All[1]).Plan(), Broker),
            Checkpoint.Of(Season.Plan(), new Uri("amqp://user:secret@elsewhere:5672/")),
        })
        {
            Assert.Throws<UnreadableFileException>(() => other.Resumed(File));
        }
        Assert.Equal(written, System.IO.File.ReadAllText(File));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("date,home,away")]
    public void A_file_that_is_not_a_checkpoint_is_refused(string text)
    {
        Files.Write("checkpoint", text);
        var problem = Assert.Throws<UnreadableFileException>(() => Checkpoint.Of(Season.Plan(), Broker).Resumed(File));
        Assert.Contains("something else", problem.Message);
    }

    [Fact]
    public void A_checkpoint_beyond_the_end_is_refused()
    {
        var start = Checkpoint.Of(Season.Plan(), Broker);
        (start with { Confirmed = start.Messages + 1 }).Write(File);
        Assert.Throws<UnreadableFileException>(() => start.Resumed(File));
    }

    [Fact]
    public void Only_messages_confirmed_without_a_gap_count()
    {
        var prefix = new ConfirmedPrefix(10);
        foreach (var (place, count) in new[] { (11, 10), (13, 10), (10, 12), (14, 12), (12, 15), (12, 15) })
        {
            prefix.Confirm(place);
            Assert.Equal(count, prefix.Count);
        }
    }

    [Fact]
    public void Concurrent_confirmations_in_any_order_are_all_counted()
    {
        var places = Enumerable.Range(0, 10_000).Select(place => (long)place).ToArray();
        new Random(7).Shuffle(places);
        var prefix = new ConfirmedPrefix(0);
        Parallel.ForEach(places, prefix.Confirm);
        Assert.Equal(places.Length, prefix.Count);
    }

    private static ReplayInput InputOf(Forecaster forecaster) => ReplayInput.Read([SampleSeason.Path], null, [forecaster]);
}
