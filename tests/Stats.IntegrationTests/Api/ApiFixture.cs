using System.Net;
using System.Text.Json.Nodes;
using Launcher;
using Npgsql;
using Stats.IntegrationTests.Oracle;
using Stats.IntegrationTests.Store;
using Stats.Store;

namespace Stats.IntegrationTests.Api;

/// <summary>StatsApi on a real PostgreSQL and a real Redis, over a small world that an oracle knows too.</summary>
public sealed class ApiFixture : IAsyncLifetime
{
    /// <summary>The tests that only read share one.</summary>
    public const string Readers = "Readers of the API";

    private Servers _servers = null!;

    internal string Redis => _servers.Redis;

    internal StoreDatabase Store { get; private set; } = null!;

    internal MadeUpLeagues MadeUpLeagues { get; } = new(seed: 6);

    internal SeasonOracle Oracle => MadeUpLeagues.Oracle;

    internal HttpClient Http { get; private set; } = null!;

    internal InProcessApi Api { get; private set; } = null!;

    /// <summary>The pages that there are, in order.</summary>
    internal IEnumerable<string> Routes => Api.Routes.Select(route => route["/api/stats/".Length..]).Order(StringComparer.Ordinal);

    public async ValueTask InitializeAsync()
    {
        _servers = await Servers.StartAsync(
            new ServersOptions { Wanted = [Server.Postgres, Server.Redis], Given = new Dictionary<Server, string>() }, _ => { });
        Store = new StoreDatabase(_servers.Postgres, NpgsqlDataSource.Create(_servers.Postgres));
        await Schema.MigrateAsync(Store.Database, CancellationToken.None);
        await Store.TakeAsync(MadeUpLeagues.Messages);
        Api = new InProcessApi(_servers.Postgres, _servers.Redis);
        Http = Api.Client();
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Api.DisposeAsync();
        await Store.DisposeAsync();
        await _servers.DisposeAsync();
    }

    /// <summary>A page, and the target of its <c>Link</c> if it has one.</summary>
    /// <param name="path">After <c>/api/stats/</c>, or a whole path.</param>
    internal async Task<(JsonNode Page, string? Next)> GetAsync(string path)
    {
        using var response = await Http.GetAsync(path.StartsWith('/') ? path : $"/api/stats/{path}");
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"GET {path}: {(int)response.StatusCode} {body}");
        return (JsonNode.Parse(body)!, response.Headers.TryGetValues("Link", out var links) ? TargetOf(Assert.Single(links)) : null);
    }

    /// <summary>An answer to an address that is sent as it is written here.</summary>
    internal Task<HttpResponseMessage> GetRawAsync(string path) => Http.GetAsync(Raw(path));

    /// <summary>An address below <c>/api/stats/</c> that nobody mends on its way.</summary>
    internal Uri Raw(string path) =>
        new($"{Api.Address}api/stats/{path}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });

    /// <summary>Checks that an answer is problem details, and gives them.</summary>
    internal static async Task<JsonNode> ProblemAsync(HttpResponseMessage response)
    {
        var body = await response.Content.ReadAsStringAsync();
        var request = $"{response.RequestMessage?.Method} {response.RequestMessage?.RequestUri}";
        request = request.Length > 300 ? request[..300] : request;
        Assert.True(response.Content.Headers.ContentType?.MediaType == "application/problem+json", $"{request}: {(int)response.StatusCode} {body}");
        var problem = JsonNode.Parse(body)!;
        Assert.Equal((int)response.StatusCode, (int)problem["status"]!);
        Assert.StartsWith("urn:stats:problem:", (string?)problem["type"]);
        Assert.NotEmpty((string)problem["title"]!);
        Assert.NotEmpty((string)problem["traceId"]!);
        return problem;
    }

    private static string TargetOf(string link)
    {
        const string End = ">; rel=\"next\"";
        Assert.True(link.StartsWith('<') && link.EndsWith(End, StringComparison.Ordinal), link);
        return link[1..^End.Length];
    }
}

[CollectionDefinition(ApiFixture.Readers)]
public sealed class ReadersCollection : ICollectionFixture<ApiFixture>;
