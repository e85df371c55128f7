using System.CommandLine;
using Stats.Tests.Replay;
using Statsctl;
using Statsctl.Results;

namespace Stats.Tests.Results;

public sealed class ApplyCommandTests : FileTests
{
    // Nothing listens there, so a valid command fails only when it connects.
    private const string Nowhere = "--api http://127.0.0.1:1/ --api-key key --rabbitmq amqp://127.0.0.1:1/";

    [Theory]
    [InlineData("apply --help", ExitCode.Done)]
    [InlineData($"apply FOLDER/2025-26/sw.1.json {Nowhere}", ExitCode.Failed)]
    [InlineData($"apply FOLDER/2025-26/sw.1.json --dry-run --strict --void-missing --time-zone Europe/Berlin {Nowhere}", ExitCode.Failed)]
    [InlineData($"apply FOLDER/sw.1.json --season 2025-26 {Nowhere}", ExitCode.Failed)]
    [InlineData($"apply FOLDER/nowhere.json {Nowhere}", ExitCode.Failed)]
    [InlineData($"apply FOLDER/2025-26/sw.1.json --aliases FOLDER/nowhere.csv {Nowhere}", ExitCode.Failed)]
    [InlineData("apply FOLDER/2025-26/sw.1.json --rabbitmq amqp://127.0.0.1:1/", ExitCode.WrongUsage)]
    [InlineData($"apply {Nowhere}", ExitCode.WrongUsage)]
    [InlineData($"apply FOLDER/2025-26/sw.1.json --time-zone Europe/Bonn {Nowhere}", ExitCode.WrongUsage)]
    [InlineData($"apply FOLDER/2025-26/sw.1.json --season 2025/26 {Nowhere}", ExitCode.WrongUsage)]
    [InlineData($"apply FOLDER/2025-26/sw.1.json --wait -1 {Nowhere}", ExitCode.WrongUsage)]
    [InlineData("clubs FOLDER/2025-26/sw.1.json", ExitCode.Done)]
    [InlineData("clubs FOLDER/sw.1.json", ExitCode.Failed)]
    [InlineData("clubs", ExitCode.WrongUsage)]
    public async Task The_exit_code_distinguishes_failure_from_wrong_usage(string line, int code)
    {
        Files.Write("2025-26/sw.1.json", CaseFiles.SwapAfter);
        Files.Write("sw.1.json", CaseFiles.SwapAfter);
        var arguments = line.Replace("FOLDER", Files.Folder).Split(' ');
        Assert.Equal(code, await CommandLine.RunAsync(new RootCommand("test") { ResultsCommand.Create() }, ["results", .. arguments]));
    }
}
