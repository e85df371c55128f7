using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Bench.Telemetry;

/// <summary>A collector that accepts everything and keeps nothing.</summary>
internal sealed class OtlpSink : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _exports;

    private OtlpSink(WebApplication app) => _app = app;

    public int Exports => _exports;

    public string Address => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    public static async Task<OtlpSink> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var sink = new OtlpSink(builder.Build());
        sink._app.Urls.Add("http://127.0.0.1:0");
        sink._app.MapPost("/v1/{signal}", async (HttpRequest request) =>
        {
            Interlocked.Increment(ref sink._exports);
            await request.Body.CopyToAsync(Stream.Null);
        });
        await sink._app.StartAsync();
        return sink;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
