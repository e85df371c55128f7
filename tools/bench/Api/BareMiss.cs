using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using StackExchange.Redis;
using StatsApi.Database;

namespace Bench.Api;

/// <summary>
/// The baseline of an uncached read: a Kestrel endpoint that sends Redis and PostgreSQL the same requests as StatsApi for a page that isn't
/// in the cache, and then sends a body from memory. It reads no query, key or limit, builds no statement and writes no JSON; it has no
/// breakers, gates or time limits. It serves one reader at a time.
/// </summary>
internal static class BareMiss
{
    private const string Name = "bare-miss";

    /// <summary>Builds the command that runs it until it is stopped.</summary>
    public static Command Create()
    {
        var postgres = new Option<string>("--postgres") { Required = true };
        var redis = new Option<string>("--redis") { Required = true };
        var port = new Option<int>("--port") { Required = true };
        var command = new Command(Name, "The endpoint that `bench api` compares uncached reads with.") { postgres, redis, port };
        command.Hidden = true;
        command.SetAction(async (parsed, _) =>
        {
            await using var database = DatabaseExtensions.Open(
                new NpgsqlConnectionStringBuilder(parsed.GetValue(postgres)!), new DatabaseOptions());
            using var connection = await ConnectionMultiplexer.ConnectAsync(parsed.GetValue(redis)!);
            var calls = new Calls(connection.GetDatabase());
            using var fence = new Fence(calls);
            await fence.LookAsync(0, CancellationToken.None);
            var options = new CacheOptions();
            var clock = new LeaseClock(TimeProvider.System, options);
            using var held = new HeldPages(Options.Create(options), new ReadLease(clock));
            var scripts = new PageScripts(calls, fence, held, new Revocations(calls, fence, clock), options);
            var pages = new Dictionary<string, (TablePage Page, byte[] Body)>();

            var app = BareEndpoint.Build(parsed.GetValue(port));
            app.MapGet("/", () => "");
            app.MapGet("/api/stats/leaderboard", async (HttpContext context) =>
            {
                var ct = context.RequestAborted;
                var query = context.Request.QueryString.Value!;
                if (!pages.TryGetValue(query, out var known))
                    known = pages[query] = await PrepareAsync(new TablePage(query));
                var (page, body) = known;

                var seen = await scripts.GetAsync(page.BareRequest, makeTags: true, ct);
                if (seen.Outcome != GetOutcome.Lease)
                    throw new InvalidOperationException($"{query}: {seen.Outcome}.");
                var (generation, versions) = await page.AskAsync(database, ct);
                var loaded = new LoadedPage(generation, versions, body, body, TimeSpan.FromHours(1));
                var filled = await scripts.FillAsync(page.BareRequest, seen, loaded, ct);
                context.Response.Headers["Cache-Status"] = filled == FillOutcome.Stored ? "stored" : $"{filled}";
                context.Response.ContentType = "application/json; charset=utf-8";
                context.Response.ContentLength = body.Length;
                await context.Response.BodyWriter.WriteAsync(body, ct);
            });
            await app.RunAsync();
            return 0;

            // The body that StatsApi has cached.
            async Task<(TablePage, byte[])> PrepareAsync(TablePage page) =>
                (page, (byte[])(await connection.GetDatabase().HashGetAsync(page.Request.Key, "body"))!);
        });
        return command;
    }

    /// <param name="servers">Have the Redis that it uses; their disposal ends it.</param>
    /// <exception cref="LauncherException">It ended.</exception>
    public static Task<Uri> StartAsync(Servers servers, string postgres, FreePorts ports, CancellationToken ct) =>
        BareEndpoint.StartAsync(servers, ["api", Name, "--postgres", postgres, "--redis", servers.Redis], ports, ct);

    private sealed class Calls(IDatabase redis) : IScripts
    {
        public Task<RedisResult> EvalAsync(string script, RedisKey[] keys, RedisValue[] values, CancellationToken cancellationToken) =>
            redis.ScriptEvaluateAsync(script, keys, values);
    }
}
