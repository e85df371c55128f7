using Launcher;
using Npgsql;
using StackExchange.Redis;

namespace Stats.IntegrationTests.Operations;

/// <summary>A wrong secret of a connection never makes a program wait silently: what it says names the setting.</summary>
[Collection(SystemFixture.Failing)]
public sealed class WrongSecretTests(OwnServersFixture fixture)
{
    private const string Wrong = "wrong-password";

    private string WrongPostgres => new NpgsqlConnectionStringBuilder(fixture.Servers.Postgres) { Password = Wrong }.ConnectionString;

    private string WrongBroker => new UriBuilder(fixture.Servers.RabbitMq) { Password = Wrong }.Uri.AbsoluteUri;

    [Fact]
    public async Task A_service_names_each_setting_with_a_wrong_password_and_keeps_running()
    {
        await using var redis = await ConnectionMultiplexer.ConnectAsync($"{fixture.Servers.Redis},allowAdmin=true");
        var server = redis.GetServers().Single();
        await server.ConfigSetAsync("requirepass", "right-password");
        try
        {
            var process = fixture.Servers.Start(
                new ChildStart($"wrong-{Guid.NewGuid():N}", "dotnet", Repository.Program("services", "CacheInvalidator"))
                {
                    Environment = new Dictionary<string, string?>(SettingsTests.Right)
                    {
                        ["ConnectionStrings__Postgres"] = WrongPostgres,
                        ["ConnectionStrings__RabbitMq"] = WrongBroker,
                        ["ConnectionStrings__Redis"] = $"{fixture.Servers.Redis},password={Wrong}",
                    },
                });
            foreach (var setting in (string[])["Postgres", "RabbitMq", "Redis"])
                await process.SaysAsync($"check ConnectionStrings__{setting}");
            Assert.DoesNotContain(Wrong, process.Said(), StringComparison.Ordinal);
            Assert.False(process.HasExited);
            await process.KillAsync();
        }
        finally
        {
            await server.ConfigSetAsync("requirepass", "");
        }
    }

    [Theory]
    [InlineData("migrate", "ConnectionStrings__Postgres")]
    [InlineData("topology", "ConnectionStrings__RabbitMq")]
    public async Task A_Job_ends_with_1_and_names_the_setting_with_a_wrong_password(string command, string setting)
    {
        var (code, said) = await fixture.Servers.StartTool(
            "statsctl",
            [command],
            new Dictionary<string, string?>
            {
                ["ConnectionStrings__Postgres"] = WrongPostgres,
                ["ConnectionStrings__RabbitMq"] = WrongBroker,
            }).EndAsync();

        Assert.Equal(1, code);
        Assert.Contains($"check {setting}", said, StringComparison.Ordinal);
        Assert.DoesNotContain(Wrong, said, StringComparison.Ordinal);
    }
}
