using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Season.Stub;

/// <summary>
/// A server on 127.0.0.1 that answers as OpenLigaDB and football-data.org do, with matches that are played as its clock passes. It can
/// be told to fail.
/// </summary>
public sealed class StubServer : IAsyncDisposable
{
    /// <summary>The token that it accepts as football-data.org.</summary>
    public const string Token = "stub-token";

    private readonly WebApplication _app;
    private readonly TimeProvider _time;
    private readonly IReadOnlyList<StubLeague> _leagues;
    private readonly ConcurrentQueue<StubFault> _faults = new();
    private readonly ConcurrentQueue<StubRequest> _requests = new();

    private StubServer(WebApplication app, IReadOnlyList<StubLeague> leagues, TimeProvider time) =>
        (_app, _leagues, _time) = (app, leagues, time);

    public Uri Address => new(_app.Urls.First());

    /// <summary>The requests so far, in their order.</summary>
    public IReadOnlyList<StubRequest> Requests => [.. _requests];

    /// <summary>Whether its answers have an <c>ETag</c>.</summary>
    public bool HasEntityTags { get; set; } = true;

    /// <summary>The value of <c>X-Requests-Available-Minute</c>; null for no such header.</summary>
    public int? RequestsAvailable { get; set; }

    /// <summary>The value of <c>X-RequestCounter-Reset</c>, in seconds, beside <see cref="RequestsAvailable"/>.</summary>
    public int CounterReset { get; set; } = 60;

    /// <param name="time">The clock by which the matches are played.</param>
    /// <param name="port">0 for any free one.</param>
    public static async Task<StubServer> StartAsync(
        IReadOnlyList<StubLeague> leagues, TimeProvider time, int port = 0, CancellationToken ct = default)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var server = new StubServer(builder.Build(), leagues, time);
        server._app.Urls.Add($"http://127.0.0.1:{port}");
        server._app.Use(server.FailAsync);
        server._app.MapGet("/getmatchdata/{league}/{year:int}", (HttpContext context, string league, int year) =>
            server.AnswerAsync(context, OpenLigaDbAnswers.Season(server.OpenLigaDb(league, year), year, server.Now)));
        server._app.MapGet(
            "/getlastchangedate/{league}/{year:int}/{matchday:int}",
            (HttpContext context, string league, int year, int matchday) =>
                server.AnswerAsync(context, OpenLigaDbAnswers.LastChange(server.OpenLigaDb(league, year), matchday, server.Now)));
        server._app.MapGet("/v4/competitions/{code}/matches", (HttpContext context, string code, int season) =>
            server.FootballDataOrgAsync(context, code, season));
        await server._app.StartAsync(ct);
        return server;
    }

    /// <summary>Fails the next request that no earlier fault fails.</summary>
    /// <param name="times">How many requests it fails.</param>
    public void Fail(StubFault fault, int times = 1)
    {
        for (var n = 0; n < times; n++)
            _faults.Enqueue(fault);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private DateTimeOffset Now => _time.GetUtcNow();

    private StubLeague? OpenLigaDb(string shortcut, int year) =>
        _leagues.FirstOrDefault(league => league.OpenLigaDb == shortcut && league.Year == year);

    private async Task FailAsync(HttpContext context, RequestDelegate next)
    {
        var headers = context.Request.Headers;
        _requests.Enqueue(new StubRequest(
            $"{context.Request.Path}{context.Request.QueryString}", headers.IfNoneMatch.ToString(), headers["X-Auth-Token"].ToString()));
        if (!_faults.TryDequeue(out var fault))
        {
            await next(context);
            return;
        }
        switch (fault)
        {
            case StubFault.Status status:
                context.Response.StatusCode = status.Code;
                if (status.Header is not null)
                    context.Response.Headers[status.Header] = status.Seconds.ToString(CultureInfo.InvariantCulture);
                break;
            case StubFault.Body other:
                context.Response.ContentType = other.ContentType;
                await context.Response.Body.WriteAsync(other.Bytes, context.RequestAborted);
                break;
            case StubFault.Slow slow:
                await Task.Delay(slow.Time, context.RequestAborted);
                await next(context);
                break;
            case StubFault.HalfAnswer:
                context.Items[nameof(StubFault.HalfAnswer)] = true;
                await next(context);
                break;
        }
    }

    private async Task FootballDataOrgAsync(HttpContext context, string code, int year)
    {
        if (RequestsAvailable is { } left)
        {
            context.Response.Headers["X-Requests-Available-Minute"] = left.ToString(CultureInfo.InvariantCulture);
            context.Response.Headers["X-RequestCounter-Reset"] = CounterReset.ToString(CultureInfo.InvariantCulture);
        }
        if (context.Request.Headers["X-Auth-Token"] != Token)
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }
        var league = _leagues.FirstOrDefault(each => each.FootballDataOrg == code && each.Year == year);
        await AnswerAsync(context, league is null ? null : FootballDataOrgAnswers.Matches(league, Now));
    }

    private async Task AnswerAsync(HttpContext context, byte[]? body)
    {
        if (body is null)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        var tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(body))[..16]}\"";
        if (HasEntityTags)
            context.Response.Headers.ETag = tag;
        if (HasEntityTags && context.Request.Headers.IfNoneMatch == tag)
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = body.Length;
        if (context.Items.ContainsKey(nameof(StubFault.HalfAnswer)))
        {
            await context.Response.Body.WriteAsync(body.AsMemory(0, body.Length / 2), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            context.Abort();
            return;
        }
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }
}
