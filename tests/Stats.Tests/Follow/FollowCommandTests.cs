using System.CommandLine;
using Statsctl;
using Statsctl.Follow;

namespace Stats.Tests.Follow;

public sealed class FollowCommandTests
{
    private const string Nowhere = "--api http://127.0.0.1:1/ --api-key key --rabbitmq amqp://127.0.0.1:1/";

    [Theory]
    [InlineData("follow --help", ExitCode.Done)]
    [InlineData($"follow {Nowhere}", ExitCode.Failed)]
    [InlineData($"follow openligadb:bl1/25 {Nowhere}", ExitCode.Failed)]
    [InlineData($"follow openligadb:bl1/2025 --aliases nowhere.csv {Nowhere}", ExitCode.Failed)]
    [InlineData("follow openligadb:bl1/2025 --api http://127.0.0.1:1/ --api-key key --rabbitmq http://localhost", ExitCode.Failed)]
    [InlineData("follow openligadb:bl1/2025", ExitCode.WrongUsage)]
    [InlineData($"follow openligadb:bl1/2025 --every 31m {Nowhere}", ExitCode.WrongUsage)]
    [InlineData($"follow openligadb:bl1/2025 --every 0s {Nowhere}", ExitCode.WrongUsage)]
    [InlineData($"follow openligadb:bl1/2025 --forecasters oracle {Nowhere}", ExitCode.WrongUsage)]
    [InlineData($"follow openligadb:bl1/2025 --time-zone Europe/Bonn {Nowhere}", ExitCode.WrongUsage)]
    [InlineData($"follow openligadb:bl1/2025 --port 0 {Nowhere}", ExitCode.WrongUsage)]
    public async Task The_exit_code_distinguishes_failure_from_wrong_usage(string line, int code) =>
        Assert.Equal(code, await CommandLine.RunAsync(new RootCommand("test") { FollowCommand.Create() }, line.Split(' ')));
}
