using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using StatsApi.ApiKeys;

namespace Stats.IntegrationTests.Api;

/// <summary>StatsApi as it is, on a port of its own, in the process of the tests: whatever goes wrong in it is seen from within.</summary>
internal sealed class InProcessApi : WebApplicationFactory<AuthOptions>
{
    private const string Key = "a key for these tests alone";

    private readonly Dictionary<string, string> _settings;

    /// <param name="postgres">Where PostgreSQL is.</param>
    /// <param name="redis">Where Redis is.</param>
    /// <param name="others">Settings that differ from those of most tests.</param>
    public InProcessApi(string postgres, string redis, IReadOnlyDictionary<string, string>? others = null)
    {
        _settings = new()
        {
            ["ConnectionStrings:Postgres"] = postgres,
            ["ConnectionStrings:Redis"] = redis,
            ["Auth:Keys:0:Name"] = "tests",
            ["Auth:Keys:0:Sha256"] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Key))),
            ["Auth:Keys:0:Scopes:0"] = KeyRing.ReadScope,
            // More requests than anybody's budget.
            ["RateLimits:PerMinute"] = "100000000",
            // A busy machine is no outage.
            ["Database:Timeout"] = "00:01:00",
            ["Cache:Timeout"] = "00:00:20",
        };
        foreach (var (key, value) in others ?? new Dictionary<string, string>())
            _settings[key] = value;
        UseKestrel(0);
        StartServer();
    }

    /// <summary>Where it listens.</summary>
    public Uri Address => ClientOptions.BaseAddress;

    /// <summary>The routes of all pages.</summary>
    public IEnumerable<string> Routes => Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Where(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains(HttpMethods.Get) == true)
        .Select(endpoint => endpoint.RoutePattern.RawText!)
        .Where(route => route.StartsWith("/api/stats/", StringComparison.Ordinal));

    /// <summary>A client with a key.</summary>
    public HttpClient Client()
    {
        var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.All }) { BaseAddress = Address, Timeout = TimeSpan.FromMinutes(2) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
        return http;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Production");
        foreach (var (key, value) in _settings)
            builder.UseSetting(key, value);
        builder.ConfigureLogging(logging => logging.ClearProviders());
    }
}
