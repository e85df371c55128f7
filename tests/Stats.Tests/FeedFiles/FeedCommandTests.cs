using System.CommandLine;
using Stats.Contracts;
using Stats.Tests.Replay;
using Statsctl;
using Statsctl.Feed;
using Statsctl.FeedFiles;

namespace Stats.Tests.FeedFiles;

public sealed class FeedCommandTests
{
    [Theory]
    [InlineData("check FOLDER/good.jsonl", ExitCode.Done)]
    [InlineData("check FOLDER/good.jsonl FOLDER/bad.jsonl --json", ExitCode.Refused)]
    [InlineData("check FOLDER/good.jsonl --type result", ExitCode.Refused)]
    [InlineData("check FOLDER/good.jsonl --strict", ExitCode.Done)]
    [InlineData("check FOLDER/odd.jsonl", ExitCode.Done)]
    [InlineData("check FOLDER/odd.jsonl --strict", ExitCode.Refused)]
    [InlineData("check FOLDER/empty.jsonl", ExitCode.Failed)]
    [InlineData("check FOLDER/nowhere.jsonl", ExitCode.Failed)]
    [InlineData("check FOLDER/good.jsonl --type game", ExitCode.WrongUsage)]
    [InlineData("check", ExitCode.WrongUsage)]
    public async Task The_exit_code_distinguishes_a_bad_message_from_a_bad_command(string line, int code)
    {
        using var files = new TemporaryFiles();
        files.Write("good.jsonl", """{"matchId":"m","revision":2,"reason":"fog","occurredAt":"2016-05-15T16:00:00Z"}""");
        files.Write("bad.jsonl", """{"matchId":"m 1","revision":2,"reason":"fog","occurredAt":"2016-05-15T16:00:00Z"}""");
        files.Write("odd.jsonl", """{"matchId":"m","revision":2,"reason":"fog","occurredAt":"2016-05-15T16:00:00Z","weather":"fog"}""");
        files.Write("empty.jsonl", "\n");
        var arguments = line.Replace("FOLDER", files.Folder).Split(' ');
        Assert.Equal(code, await CommandLine.RunAsync(new RootCommand("test") { FeedCommand.Create() }, ["feed", .. arguments]));
    }

    /// <summary>The check of <c>publish result</c> and similar commands before they publish.</summary>
    [Fact]
    public void A_message_from_options_that_the_service_would_refuse_is_an_error_with_the_reason()
    {
        var at = new DateTimeOffset(2016, 5, 15, 16, 0, 0, TimeSpan.Zero);
        OutgoingMessage.Of(new MatchVoided("m", 2, new string('x', 1000), at)).ThrowIfRefused();
        var refused = Assert.Throws<FeedException>(OutgoingMessage.Of(new MatchVoided("m", 2, new string('x', 1001), at)).ThrowIfRefused);
        Assert.Equal(
            "the service would refuse the message (bad-text): reason must have at most 1,000 characters, but has 1,001. Shorten it.",
            refused.Message);
    }
}
