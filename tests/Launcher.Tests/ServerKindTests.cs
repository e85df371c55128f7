using Xunit;

namespace Launcher.Tests;

public sealed class ServerKindTests
{
    [Theory]
    [InlineData(null, ServerKind.Any)]
    [InlineData("", ServerKind.Any)]
    [InlineData("local", ServerKind.Local)]
    [InlineData("containers", ServerKind.Containers)]
    public void The_environment_variable_selects_the_kind(string? text, ServerKind kind) =>
        Assert.Equal(kind, ServersOptions.ParseKind(text));

    [Fact]
    public void The_error_for_an_unknown_kind_lists_the_known_ones() => Assert.Equal(
        "STATS_SERVERS must be local, containers or unset, not \"docker\".",
        Assert.Throws<LauncherException>(() => ServersOptions.ParseKind("docker")).Message);
}
