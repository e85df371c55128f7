using System.CommandLine;
using System.CommandLine.Invocation;
using Season.Replay;
using Statsctl;
using Statsctl.DeadLetters;
using Statsctl.FeedFiles;

namespace Stats.Tests;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("feed chekc", true)]
    [InlineData("dead-letters retyr", true)]
    [InlineData("replay --sped 1", true)]
    [InlineData("foo", false)]
    [InlineData("ver", false)]
    [InlineData("dead-letters foo", false)]
    [InlineData("replay -x", false)]
    public void What_was_mistyped_gets_a_suggestion_only_if_something_is_spelled_nearly_like_it(string line, bool suggests)
    {
        var root = new RootCommand("test") { FeedCommand.Create(), DeadLettersCommand.Create(), ReplayCommand.Create() };
        var wrong = Assert.IsType<ParseErrorAction>(CommandLine.Parse(root, line.Split(' ')).Action);
        Assert.Equal(suggests, wrong.ShowTypoCorrections);
    }
}
