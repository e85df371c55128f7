using System.Text.Json;
using Statsctl.BrokerUsers;
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
        var image = Spec(server).Image;

        Assert.StartsWith(Hub, image);
        Assert.Contains($"\n    image: {image[Hub.Length..]}\n", Compose);
    }

    [Fact]
    public void Redis_is_the_same_cache_as_in_the_compose_file() => Assert.Contains(
        $"\n    command: {JsonSerializer.Serialize(Spec(Server.Redis).Command).Replace("\",\"", "\", \"", StringComparison.Ordinal)}\n", Compose);

    [Fact]
    public void RabbitMQ_loads_its_users_as_in_the_compose_file()
    {
        var spec = Spec(Server.RabbitMq);

        Assert.Contains($"\n      RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: {spec.Environment["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"]}\n", Compose);
        Assert.Contains(Assert.Single(spec.Files).Key, spec.Environment["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"]);
    }

    private static ContainerSpec Spec(Server server) => ContainerSpec.Of(server, new BrokerAccounts(BrokerDefinitions.Shipped()));
}
