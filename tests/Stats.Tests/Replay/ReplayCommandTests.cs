using System.CommandLine;
using Season.Replay;
using Statsctl;

namespace Stats.Tests.Replay;

public sealed class ReplayCommandTests
{
    // No broker listens there, so a valid command fails only when it connects.
    private const string Nowhere = "--rabbitmq amqp://127.0.0.1:1/";

    [Theory]
    [InlineData("replay --help", ExitCode.Done)]
    [InlineData($"replay --results SAMPLE {Nowhere}", ExitCode.Failed)]
    [InlineData($"replay --results SAMPLE --forecasters elo,poisson --rate 0.5 --shuffle 7 --duplicate 0.3 {Nowhere}", ExitCode.Failed)]
    [InlineData($"replay --results SAMPLE --predictions nowhere.csv {Nowhere}", ExitCode.Failed)]
    [InlineData($"replay --results nowhere.csv {Nowhere}", ExitCode.Failed)]
    [InlineData("replay --results SAMPLE --rabbitmq http://localhost", ExitCode.Failed)]
    [InlineData("replay", ExitCode.WrongUsage)]
    [InlineData("replay --results", ExitCode.WrongUsage)]
    [InlineData("replay --results SAMPLE --forecasters elo,oracle", ExitCode.WrongUsage)]
    [InlineData("replay --results SAMPLE --forecasters elo --predictions p.csv", ExitCode.WrongUsage)]
    [InlineData("replay --results SAMPLE --rate 0", ExitCode.WrongUsage)]
    [InlineData("replay --results SAMPLE --duplicate 1.1", ExitCode.WrongUsage)]
    [InlineData("replay --results SAMPLE --shuffle seven", ExitCode.WrongUsage)]
    [InlineData($"replay --results SAMPLE --speed 3600 --duplicate 0.3 --json {Nowhere}", ExitCode.Failed)]
    [InlineData("replay --results SAMPLE --speed 0.5", ExitCode.WrongUsage)]
    [InlineData("replay --results SAMPLE --speed 3600 --rate 10", ExitCode.WrongUsage)]
    [InlineData("replay --results SAMPLE --speed 3600 --shuffle 7", ExitCode.WrongUsage)]
    [InlineData($"replay --results SAMPLE --resume SAMPLE {Nowhere}", ExitCode.Failed)]
    [InlineData($"replay --results SAMPLE --time-zone Europe/London {Nowhere}", ExitCode.Failed)]
    [InlineData("replay --results SAMPLE --time-zone Europe/Bonn", ExitCode.WrongUsage)]
    [InlineData("replai", ExitCode.WrongUsage)]
    public async Task The_exit_code_distinguishes_failure_from_wrong_usage(string line, int code) =>
        Assert.Equal(code, await CommandLine.RunAsync(Root(), Args(line)));

    [Fact]
    public void The_error_for_an_unknown_forecaster_lists_the_known_ones() =>
        Assert.Contains(
            Root().Parse(Args("replay --results SAMPLE --forecasters oracle")).Errors,
            error => error.Message.Contains("'oracle'") && error.Message.Contains("dixon-coles"));

    private static RootCommand Root() => new("test") { ReplayCommand.Create() };

    private static string[] Args(string line) => line.Replace("SAMPLE", SampleSeason.Path).Split(' ');
}
