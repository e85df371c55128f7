using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using ServiceDefaults;
using StatsApi.ApiKeys;

namespace Stats.Tests.Api;

/// <summary>The real StatsApi without its servers, called from addresses that the test chooses, with a manual clock.</summary>
internal sealed class ApiWithoutServers : WebApplicationFactory<AuthOptions>
{
    public const string ReadingKey = "a key that reads, 0123456789";
    public const string OtherScopeKey = "a key of another scope, 0123456789";
    public const int Limit = 3;

    private const string From = "Test-From";

    private readonly MeterListener _listener = new();

    public ApiWithoutServers()
    {
        var meters = Services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Scope == meters && instrument.Name == "stats.requests.refused")
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((_, count, tags, _) => Counted.Enqueue(
            string.Join(' ', tags.ToArray().Select(tag => tag.Value).Append(count))));
        _listener.Start();
    }

    public ManualTime Time { get; } = new(new DateTimeOffset(2026, 1, 1, 12, 0, 20, TimeSpan.Zero));

    public LogLines Lines { get; } = new();

    /// <summary>The recorded measurements: reason, kind of client and count.</summary>
    public ConcurrentQueue<string> Counted { get; } = new();

    public async Task<HttpStatusCode> GetAsync(string? from, string? key = null, string path = "/api/stats/seasons")
    {
        using var http = CreateClient();
        if (from is not null)
            http.DefaultRequestHeaders.Add(From, from);
        if (key is not null)
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var response = await http.GetAsync(path);
        return response.StatusCode;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Production");
        foreach (var (key, value) in Settings())
            builder.UseSetting(key, value);
        builder.ConfigureLogging(logging => logging.ClearProviders().AddProvider(Lines));
        builder.ConfigureTestServices(services =>
        {
            services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Time));
            // The warm-up would fail, and say so in the log.
            services.RemoveAll<WarmUpStep>();
            services.AddSingleton<IStartupFilter, Addresses>();
        });
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _listener.Dispose();
        base.Dispose(disposing);
    }

    private static Dictionary<string, string> Settings() => new()
    {
        ["ConnectionStrings:Postgres"] = "Host=127.0.0.1;Port=1;Database=stats;Username=stats;Password=none",
        ["ConnectionStrings:Redis"] = "127.0.0.1:1,connectTimeout=100",
        ["RateLimits:PerMinute"] = $"{Limit}",
        ["Auth:Keys:0:Name"] = "reader",
        ["Auth:Keys:0:Sha256"] = KeyRingTests.Sha256Of(ReadingKey),
        ["Auth:Keys:0:Scopes:0"] = KeyRing.ReadScope,
        ["Auth:Keys:1:Name"] = "writer",
        ["Auth:Keys:1:Sha256"] = KeyRingTests.Sha256Of(OtherScopeKey),
        ["Auth:Keys:1:Scopes:0"] = "other:read",
    };

    /// <summary>Sets the address of the client from a header of the request.</summary>
    private sealed class Addresses : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((context, rest) =>
            {
                var from = context.Request.Headers[From].ToString();
                context.Connection.RemoteIpAddress = from.Length > 0 ? IPAddress.Parse(from) : null;
                return rest(context);
            });
            next(app);
        };
    }
}
