using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ServiceDefaults;
using StackExchange.Redis;
using Stats.Cache;
using StatsApi.ApiKeys;

namespace Stats.Tests.Api;

/// <summary>
/// Records the tags that each page of the real StatsApi depends on. The replacement for Redis records the requested keys and then fails.
/// There is no database either, so every page returns 503.
/// </summary>
public sealed class PageProbe : IScripts, IDisposable
{
    private const string Key = "a key for this probe alone";

    private static readonly Dictionary<string, string> Settings = new()
    {
        ["ConnectionStrings:Postgres"] = "Host=127.0.0.1;Port=1;Database=stats;Username=stats;Password=none",
        ["ConnectionStrings:Redis"] = "127.0.0.1:1,connectTimeout=100",
        ["Auth:Keys:0:Name"] = "probe",
        ["Auth:Keys:0:Sha256"] = KeyRingTests.Sha256Of(Key),
        ["Auth:Keys:0:Scopes:0"] = KeyRing.ReadScope,
        ["RateLimits:PerMinute"] = "1000000",
    };

    private readonly WebApplicationFactory<AuthOptions> _original = new();
    private readonly WebApplicationFactory<AuthOptions> _api;
    private readonly HttpClient _http;
    private readonly Dictionary<string, IReadOnlyList<string>> _known = new(StringComparer.Ordinal);
    private RedisKey[] _asked = [];

    public PageProbe()
    {
        _api = _original.WithWebHostBuilder(host =>
        {
            host.UseEnvironment("Production");
            foreach (var (key, value) in Settings)
                host.UseSetting(key, value);
            host.ConfigureLogging(logging => logging.ClearProviders());
            host.ConfigureTestServices(services =>
            {
                // The warm-up asks for a page, whose keys would be recorded.
                services.RemoveAll<WarmUpStep>();
                services.AddSingleton(provider => new PageCache(
                    this,
                    provider.GetRequiredService<Fence>(),
                    provider.GetRequiredService<HeldPages>(),
                    provider.GetRequiredService<IPageSource>(),
                    provider.GetRequiredService<IOptions<CacheOptions>>(),
                    new CacheDiagnostics(provider.GetRequiredService<IMeterFactory>().Create("probe")),
                    provider.GetRequiredService<TimeProvider>()));
            });
        });
        _http = _api.CreateClient();
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
    }

    public IServiceProvider Services => _api.Services;

    /// <summary>All routes of the API.</summary>
    public IEnumerable<string> AllRoutes => Endpoints.Select(endpoint => endpoint.RoutePattern.RawText!).Distinct();

    /// <summary>The routes of all pages: every GET endpoint except the stream.</summary>
    public IEnumerable<string> Routes => Endpoints
        .Where(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Contains(HttpMethods.Get))
        .Select(endpoint => endpoint.RoutePattern.RawText!)
        .Where(route => route != "/api/stats/stream");

    private IEnumerable<RouteEndpoint> Endpoints => _api.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith("/api/stats/", StringComparison.Ordinal));

    /// <summary>Sends a request without a key and follows redirects.</summary>
    public async Task<HttpResponseMessage> GetWithoutKeyAsync(string address)
    {
        using var client = _api.CreateClient();
        return await client.GetAsync(address);
    }

    /// <summary>The OpenAPI description that the service serves.</summary>
    public Task<string> DescriptionAsync() => _http.GetStringAsync("/openapi/v1.json");

    /// <summary>The tags that a page depends on.</summary>
    /// <param name="path">The path after <c>/api/stats/</c>.</param>
    public async Task<IReadOnlyList<string>> TagsOfAsync(string path)
    {
        if (_known.TryGetValue(path, out var known))
            return known;
        _asked = [];
        using var response = await _http.GetAsync($"/api/stats/{path}");
        Assert.True(
            response.StatusCode == HttpStatusCode.ServiceUnavailable,
            $"{path}: {response.StatusCode} {await response.Content.ReadAsStringAsync()}");
        return _known[path] =
        [
            .. _asked.Select(key => key.ToString())
                .Where(key => key.StartsWith(CacheKeys.Tag(""), StringComparison.Ordinal))
                .Select(key => key[CacheKeys.Tag("").Length..]),
        ];
    }

    Task<RedisResult> IScripts.EvalAsync(string script, RedisKey[] keys, RedisValue[] values, CancellationToken cancellationToken)
    {
        if (_asked.Length == 0)
            _asked = keys;
        throw new RedisUnavailableException(new TimeoutException("The probe only records the keys."));
    }

    public void Dispose()
    {
        _http.Dispose();
        _api.Dispose();
        _original.Dispose();
    }
}
