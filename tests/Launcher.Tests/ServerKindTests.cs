using Xunit;

namespace Launcher.Tests;

public sealed class ServerKindTests
{
    [Theory]
    [InlineData(null, ServerKind.Any)]
    [InlineData("", ServerKind.Any)]
    [InlineData("local", ServerKind.Local)]
    [InlineData("containers", ServerKind.Containers)]
    public void The_environment_says_which(string? text, ServerKind kind) => Assert.Equal(kind, ServersOptions.ParseKind(text));

    [Fact]
    public void Another_word_is_refused_with_those_there_are() => Assert.Equal(
        "STATS_SERVERS must be local, containers or unset, not \"docker\".",
        Assert.Throws<LauncherException>(() => ServersOptions.ParseKind("docker")).Message);
}
