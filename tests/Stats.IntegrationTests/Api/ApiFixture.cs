using System.Net;
using System.Text.Json.Nodes;
using Launcher;
using Npgsql;
using Stats.IntegrationTests.Oracle;
using Stats.IntegrationTests.Store;
using Stats.Store;

namespace Stats.IntegrationTests.Api;

/// <summary>StatsApi on a real PostgreSQL and a real Redis, with made-up leagues whose correct pages an oracle computes.</summary>
public sealed class ApiFixture : IAsyncLifetime
{
    /// <summary>The collection of the tests that only read; they share one fixture.</summary>
    public const string Readers = "Readers of the API";

    private Servers _servers = null!;

    internal string Redis => _servers.Redis;

    internal StoreDatabase Store { get; private set; } = null!;

    internal MadeUpLeagues MadeUpLeagues { get; } = new(seed: 6);

    internal SeasonOracle Oracle => MadeUpLeagues.Oracle;

    internal HttpClient Http { get; private set; } = null!;

    internal InProcessApi Api { get; private set; } = null!;

    /// <summary>The routes of all pages, sorted.</summary>
    internal IEnumerable<string> Routes => Api.Routes.Select(route => route["/api/stats/".Length..]).Order(StringComparer.Ordinal);

    public async ValueTask InitializeAsync()
    {
        _servers = await Servers.StartAsync(ServersOptions.Own(Server.Postgres, Server.Redis), _ => { });
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

    /// <summary>Gets a page, and the target of its <c>Link</c> header if it has one.</summary>
    /// <param name="path">The part after <c>/api/stats/</c>, or a whole path.</param>
    internal async Task<(JsonNode Page, string? Next)> GetAsync(string path)
    {
        using var response = await Http.GetAsync(path.StartsWith('/') ? path : $"/api/stats/{path}");
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"GET {path}: {(int)response.StatusCode} {body}");
        return (JsonNode.Parse(body)!, response.Headers.TryGetValues("Link", out var links) ? TargetOf(Assert.Single(links)) : null);
    }

    /// <summary>Sends a request whose path is not normalized.</summary>
    internal Task<HttpResponseMessage> GetRawAsync(string path) => Http.GetAsync(Raw(path));

    /// <summary>An address below <c>/api/stats/</c> that <see cref="Uri"/> does not normalize.</summary>
    internal Uri Raw(string path) =>
        new($"{Api.Address}api/stats/{path}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });

    private static string TargetOf(string link)
    {
        const string End = ">; rel=\"next\"";
        Assert.True(link.StartsWith('<') && link.EndsWith(End, StringComparison.Ordinal), link);
        return link[1..^End.Length];
    }
}

[CollectionDefinition(ApiFixture.Readers)]
public sealed class ReadersCollection : ICollectionFixture<ApiFixture>;
