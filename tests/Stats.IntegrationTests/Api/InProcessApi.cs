using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using ServiceDefaults;
using StatsApi.ApiKeys;

namespace Stats.IntegrationTests.Api;

/// <summary>StatsApi with its production code, on its own port, in the process of the tests.</summary>
internal sealed class InProcessApi : WebApplicationFactory<AuthOptions>
{
    private const string Key = "a key for these tests alone";

    private readonly Dictionary<string, string> _settings;

    /// <param name="others">Settings that replace the defaults of the tests.</param>
    public InProcessApi(string postgres, string redis, IReadOnlyDictionary<string, string>? others = null)
    {
        _settings = new()
        {
            ["ConnectionStrings:Postgres"] = postgres,
            ["ConnectionStrings:Redis"] = redis,
            ["Auth:Keys:0:Name"] = "tests",
            ["Auth:Keys:0:Sha256"] = HashOf(Key),
            ["Auth:Keys:0:Scopes:0"] = KeyRing.ReadScope,
            // No test reaches the rate limit.
            ["RateLimits:PerMinute"] = "100000000",
            // The machine may be busy.
            ["Database:Timeout"] = "00:01:00",
            ["Cache:Timeout"] = "00:00:20",
        };
        foreach (var (key, value) in others ?? new Dictionary<string, string>())
            _settings[key] = value;
        UseKestrel(0);
        StartServer();
    }

    /// <summary>The hash with which a key is configured.</summary>
    public static string HashOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    /// <summary>The address that the service listens on.</summary>
    public Uri Address => ClientOptions.BaseAddress;

    /// <summary>The routes of all pages.</summary>
    public IEnumerable<string> Routes => Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Where(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains(HttpMethods.Get) == true)
        .Select(endpoint => endpoint.RoutePattern.RawText!)
        .Where(route => route.StartsWith("/api/stats/", StringComparison.Ordinal));

    /// <summary>A client that sends an API key, by default one that may read.</summary>
    public HttpClient Client(string? key = Key)
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.All };
        var http = new HttpClient(handler) { BaseAddress = Address, Timeout = TimeSpan.FromMinutes(2) };
        http.DefaultRequestHeaders.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);
        return http;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Production");
        foreach (var (key, value) in _settings)
            builder.UseSetting(key, value);
        builder.ConfigureLogging(logging => logging.ClearProviders());
        // Its page would be loaded and stored at any time during a test.
        builder.ConfigureTestServices(services => services.RemoveAll<WarmUpStep>());
    }
}
