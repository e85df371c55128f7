using Bench.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Bench.Peers;

/// <summary>A process that serves pages from one cache. Every contender has the same endpoints; only the cache differs.</summary>
internal static class PeerServer
{
    public const string Name = "serve";

    /// <summary>Builds the command that runs it until it is stopped.</summary>
    public static Command Create()
    {
        var cache = new Option<string>("--cache") { Required = true };
        var postgres = new Option<string>("--postgres") { Required = true };
        var redis = new Option<string>("--redis") { Required = true };
        var port = new Option<int>("--port") { Required = true };
        var command = new Command(Name, "A process that `bench peers` reads from.") { cache, postgres, redis, port };
        command.Hidden = true;
        command.SetAction(async (parsed, _) =>
        {
            await using var table = PageTable.Open(parsed.GetValue(postgres)!);
            var contender = Contender.All.Single(one => one.Name == parsed.GetValue(cache));
            await using var app = Build(contender, table, parsed.GetValue(redis)!, parsed.GetValue(port));
            await app.RunAsync();
            return 0;
        });
        return command;
    }

    /// <param name="table">The pages, of this process alone: it counts the loads.</param>
    public static WebApplication Build(Contender contender, PageTable table, string redis, int port)
    {
        var served = contender.Create(table);
        var builder = BareEndpoint.CreateBuilder(port);
        served.AddTo(builder, redis);
        var app = builder.Build();
        app.MapGet("/", () => "");
        app.MapGet("/usage", () => new PeerUsage(GC.GetTotalAllocatedBytes(precise: true), table.Loads));
        app.MapPost("/invalidate", async (Dictionary<string, long> versions, HttpContext context) =>
        {
            var began = Stopwatch.GetTimestamp();
            await served.InvalidateAsync(versions, context.RequestAborted);
            return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        });
        var pages = app.MapGet("/pages/{page:int}", async (int page, HttpContext context) =>
        {
            var body = await served.GetAsync(page, context.RequestAborted);
            context.Response.ContentType = "application/json; charset=utf-8";
            context.Response.ContentLength = body.Length;
            await context.Response.BodyWriter.WriteAsync(body, context.RequestAborted);
        });
        served.Use(app, pages);
        return app;
    }
}

/// <summary>The work of a process so far.</summary>
/// <param name="Allocated">Bytes allocated on the managed heap.</param>
/// <param name="Loads">Pages loaded from PostgreSQL.</param>
internal sealed record PeerUsage(long Allocated, long Loads);
