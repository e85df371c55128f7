using System.Net;
using System.Text.Json.Nodes;
using Launcher;
using Npgsql;

namespace Stats.IntegrationTests.Operations;

/// <summary>Servers for fault injection, and one process of each service.</summary>
public sealed class HealthFixture : IAsyncLifetime
{
    /// <summary>The database role of the services, whose connections can be limited.</summary>
    internal const string Role = "services";

    internal Servers Servers { get; private set; } = null!;

    internal StatsSystem System { get; private set; } = null!;

    internal Service[] Services => [System.Scorers[0], System.Invalidators[0], System.Apis[0]];

    public async ValueTask InitializeAsync()
    {
        // Never the servers given by the environment, because the faults would break them.
        Servers = await Servers.StartAsync(ServersOptions.Own() with { Kind = ServerKind.Local }, _ => { });
        var postgres = new NpgsqlConnectionStringBuilder(Servers.Postgres);
        await using (var server = NpgsqlDataSource.Create(postgres))
        await using (var create = server.CreateCommand(
            $"create role {Role} login password '{Role}'; alter database {postgres.Database} owner to {Role}"))
            await create.ExecuteNonQueryAsync();
        (postgres.Username, postgres.Password) = (Role, Role);
        System = await StatsSystem.StartAsync(Servers, new StatsSystemOptions
        {
            Settings = new Dictionary<string, string?> { ["ConnectionStrings__Postgres"] = postgres.ConnectionString },
        });
    }

    public async ValueTask DisposeAsync()
    {
        await System.DisposeAsync();
        await Servers.DisposeAsync();
    }

    /// <summary>The state that a service reports, in the words of the table, and its checks.</summary>
    internal static async Task<(string Word, string Checks)> AskAsync(Service service)
    {
        using var http = new HttpClient { BaseAddress = service.Address, Timeout = TimeSpan.FromSeconds(5) };
        using var live = await http.GetAsync("health/live");
        using var ready = await http.GetAsync("health/ready");
        var said = JsonNode.Parse(await ready.Content.ReadAsStringAsync())!;
        var word = (live.StatusCode, ready.StatusCode, (string)said["status"]!) switch
        {
            (HttpStatusCode.OK, HttpStatusCode.OK, "Healthy") => "ready",
            (HttpStatusCode.OK, HttpStatusCode.OK, "Degraded") => "degraded",
            (HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable, "Unhealthy") => "not ready",
            (HttpStatusCode.ServiceUnavailable, HttpStatusCode.ServiceUnavailable, "Unhealthy") => "not live",
            var other => $"{other}",
        };
        return (word, $"{said["checks"]?.ToJsonString()}");
    }

    /// <summary>Waits until the services report these states.</summary>
    /// <returns>Their checks.</returns>
    internal async Task<string[]> AwaitAsync(string[] words, TimeSpan limit)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var said = await Task.WhenAll(Services.Select(AskAsync));
            if (said.Select(answer => answer.Word).SequenceEqual(words))
                return [.. said.Select(answer => answer.Checks)];
            if (TimeProvider.System.GetElapsedTime(began) > limit)
                Assert.Fail($"After {limit.TotalSeconds} s not {string.Join(", ", words)}: {string.Join(Environment.NewLine, said)}");
            await Task.Delay(250);
        }
    }
}
