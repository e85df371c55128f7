using System.Text.Json;
using Xunit;

namespace Stats.Launcher.Tests;

public sealed class ContainerSpecTests
{
    private static readonly string Compose = File.ReadAllText(Path.Combine(Repository.Root, "docker-compose.yml"));

    [Theory]
    [InlineData(Server.Postgres)]
    [InlineData(Server.Redis)]
    [InlineData(Server.RabbitMq)]
    public void Images_are_those_of_the_compose_file(Server server)
    {
        const string Hub = "docker.io/library/";
        var image = ContainerSpec.Of(server).Image;

        Assert.StartsWith(Hub, image);
        Assert.Contains($"\n    image: {image[Hub.Length..]}\n", Compose);
    }

    [Fact]
    public void Redis_is_the_same_cache_as_in_the_compose_file() => Assert.Contains(
        $"\n    command: {JsonSerializer.Serialize(ContainerSpec.Of(Server.Redis).Command).Replace("\",\"", "\", \"", StringComparison.Ordinal)}\n", Compose);
}
