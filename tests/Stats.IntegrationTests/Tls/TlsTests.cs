using System.Text.Json.Nodes;
using Launcher;
using static Stats.IntegrationTests.Facts;

namespace Stats.IntegrationTests.Tls;

/// <summary>TLS to PostgreSQL, Redis and RabbitMQ by configuration alone, with an authority that only SSL_CERT_FILE names.</summary>
public sealed class TlsTests(TlsFixture fixture) : IClassFixture<TlsFixture>
{
    private const string RightHost = "127.0.0.1";

    // The certificates are for the address only.
    private const string WrongHost = "localhost";

    private const string TrustedAuthorities = "SSL_CERT_FILE";

    [Fact]
    public async Task The_services_and_statsctl_work_with_TLS_to_all_servers()
    {
        var settings = TlsFixture.Settings(fixture.Valid, RightHost);
        settings[TrustedAuthorities] = fixture.Authority;
        foreach (var command in (string[][])[["migrate"], ["topology"], ["cache", "stats"]])
        {
            var (code, said) = await fixture.Valid.StartTool("statsctl", command, settings).EndAsync();
            Assert.True(code == 0, said);
        }
        var services = await StatsSystem.StartAsync(fixture.Valid, new StatsSystemOptions { IsMigrated = true, Settings = settings });
        await using var system = await RunningSystem.JoinAsync(fixture.Valid, services, fixture.Valid.Postgres);

        await system.PublishAsync(Prediction("tls", "alice", 1, 0), Result("tls", 1, 0));
        await system.SettleAsync("exists (select from stats.match where id = 'tls')");

        Assert.Equal("tls", (string?)(await system.DataAsync("matches/tls"))["matchId"]);
        // Redis and RabbitMQ have a port for TLS alone.
        Assert.True(await system.ScalarAsync<bool>(
            """
            select count(distinct application_name) = 3 and bool_and(ssl)
            from pg_stat_ssl join pg_stat_activity using (pid)
            where application_name in ('ScoringService', 'CacheInvalidator', 'StatsApi')
            """));
    }

    [Fact]
    public async Task A_service_is_ready_with_the_right_authority_and_host()
    {
        var checks = await ChecksAsync(fixture.Valid, RightHost, fixture.Authority, "Healthy");
        Assert.Equal(3, checks.Count);
    }

    [Theory]
    [InlineData("an expired certificate")]
    [InlineData("the wrong host name")]
    [InlineData("an unknown authority")]
    public async Task A_service_refuses(string fault)
    {
        var (servers, host, authority) = fault switch
        {
            "an expired certificate" => (fixture.Expired, RightHost, fixture.Authority),
            "the wrong host name" => (fixture.Valid, WrongHost, fixture.Authority),
            _ => (fixture.Valid, RightHost, null),
        };

        var checks = await ChecksAsync(servers, host, authority, "Unhealthy");

        Assert.Contains("certificate", checks["schema"], StringComparison.OrdinalIgnoreCase);
        Assert.Contains("check ConnectionStrings__Postgres", checks["schema"], StringComparison.Ordinal);
        Assert.Contains("certificate", checks["rabbitmq"], StringComparison.OrdinalIgnoreCase);
        Assert.Contains("check ConnectionStrings__RabbitMq", checks["rabbitmq"], StringComparison.Ordinal);
        Assert.Contains("check ConnectionStrings__Redis", checks["redis"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("migrate")]
    [InlineData("topology")]
    [InlineData("cache", "stats")]
    public async Task Statsctl_refuses_the_wrong_host_name(params string[] command)
    {
        var settings = TlsFixture.Settings(fixture.Valid, WrongHost);
        settings[TrustedAuthorities] = fixture.Authority;

        var said = "";
        // On a busy machine, the time limit can end before the certificate is refused.
        for (var run = 0; run < 3 && !said.Contains("certificate", StringComparison.OrdinalIgnoreCase); run++)
        {
            (var code, said) = await fixture.Valid.StartTool("statsctl", command, settings).EndAsync();
            Assert.NotEqual(0, code);
        }
        Assert.Contains("certificate", said, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Starts CacheInvalidator, which uses all servers, and waits until it reports this status of each.</summary>
    private static async Task<Dictionary<string, string>> ChecksAsync(Servers servers, string host, string? authority, string status)
    {
        using var ports = new FreePorts();
        var address = $"http://127.0.0.1:{ports.Take()}";
        var settings = TlsFixture.Settings(servers, host);
        (settings["ASPNETCORE_URLS"], settings[TrustedAuthorities]) = (address, authority);
        var start = new ChildStart(
            $"CacheInvalidator-{Guid.NewGuid():N}", "dotnet", Repository.Program("services", "CacheInvalidator"))
        {
            Environment = settings,
        };
        var process = servers.Start(start);
        using var http = new HttpClient { BaseAddress = new Uri(address) };
        var checks = new Dictionary<string, string>();
        await Eventually.HoldsAsync(
            async () =>
            {
                checks = await AskAsync(http);
                // A first check may end before the server has answered.
                return checks.Count == 3 && checks.Values.All(check => check.StartsWith(status, StringComparison.Ordinal)
                    && !check.Contains("did not answer", StringComparison.Ordinal));
            },
            () => $"{string.Join(Environment.NewLine, checks)} {process.Said()}",
            TimeSpan.FromMinutes(1));
        await process.StopAsync(TimeSpan.FromSeconds(45));
        return checks;
    }

    private static async Task<Dictionary<string, string>> AskAsync(HttpClient http)
    {
        try
        {
            using var response = await http.GetAsync("health/ready");
            var body = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
            // The warm-up is no server's.
            return body["checks"]!.AsObject().Where(check => check.Key != "warm-up")
                .ToDictionary(check => check.Key, check => (string)check.Value!);
        }
        catch (HttpRequestException)
        {
            return [];
        }
    }
}
