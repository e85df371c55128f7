using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Bench.Api;

/// <summary>
/// The baseline of a cached read: a Kestrel endpoint that gets one key from Redis, with the same client, and sends the bytes. It has
/// no API keys, limits, tags or versions, and runs in a process of its own, as StatsApi does.
/// </summary>
internal static class BareEndpoint
{
    private const string Name = "bare";

    /// <summary>Builds the command that runs it until it is stopped.</summary>
    public static Command Create()
    {
        var redis = new Option<string>("--redis") { Required = true };
        var key = new Option<string>("--key") { Required = true };
        var port = new Option<int>("--port") { Required = true };
        var command = new Command(Name, "The endpoint that `bench api` compares with.") { redis, key, port };
        command.Hidden = true;
        command.SetAction(async (parsed, _) =>
        {
            using var connection = await ConnectionMultiplexer.ConnectAsync(parsed.GetValue(redis)!);
            var app = Build(parsed.GetValue(port));
            RedisKey wanted = parsed.GetValue(key)!;
            app.MapGet("/", async (HttpContext context) =>
            {
                byte[] body = (await connection.GetDatabase().StringGetAsync(wanted))!;
                context.Response.ContentType = "application/json; charset=utf-8";
                context.Response.ContentLength = body.Length;
                await context.Response.BodyWriter.WriteAsync(body, context.RequestAborted);
            });
            await app.RunAsync();
            return 0;
        });
        return command;
    }

    /// <summary>Builds an application with Kestrel and routing only.</summary>
    public static WebApplication Build(int port) => CreateBuilder(port).Build();

    /// <summary>Begins such an application, so that services can be added.</summary>
    public static WebApplicationBuilder CreateBuilder(int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        return builder;
    }

    /// <param name="servers">Have the Redis that it reads; their disposal ends it.</param>
    /// <param name="key">The Redis key that it sends.</param>
    /// <exception cref="LauncherException">It ended.</exception>
    public static Task<Uri> StartAsync(Servers servers, string key, FreePorts ports, CancellationToken ct) =>
        StartAsync(servers, ["api", Name, "--redis", servers.Redis, "--key", key], ports, ct);

    /// <summary>Starts one of the bare endpoints.</summary>
    /// <param name="arguments">Its command and settings; a port is added.</param>
    public static async Task<Uri> StartAsync(Servers servers, string[] arguments, FreePorts ports, CancellationToken ct)
    {
        var port = ports.Take();
        var address = new Uri($"http://127.0.0.1:{port}/");
        var process = servers.Start(new ChildStart(
            $"bare-{port}", "dotnet", [Repository.Program("tools", "bench"), .. arguments, "--port", $"{port}"]));
        using var http = new HttpClient();
        while (true)
        {
            try
            {
                using var response = await http.GetAsync(address, ct);
                return address;
            }
            catch (HttpRequestException) when (!process.HasExited)
            {
                await Task.Delay(50, ct);
            }
            catch (HttpRequestException)
            {
                throw new LauncherException($"The bare endpoint ended: {process.LogTail()}");
            }
        }
    }
}
