using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Logging;

namespace Statsctl.Follow;

/// <summary>
/// Answers the probes of Kubernetes and Compose, at the services' paths, and <c>/matches</c> with the scoreboard for StatsWeb.
/// </summary>
internal sealed class FollowServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private FollowServer(WebApplication app) => _app = app;

    /// <exception cref="CommandFailedException">The port is taken.</exception>
    public static async Task<FollowServer> StartAsync(int port, Follower follower, CancellationToken ct)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add($"http://*:{port}");
        app.MapGet("/health/live", () => Answer(follower.Health.NotLive));
        app.MapGet("/health/ready", () => Answer(follower.Health.NotReady));
        app.MapGet("/matches", () => TypedResults.Json(follower.Scoreboard, ScoreboardJson.Default.Scoreboard));
        try
        {
            await app.StartAsync(ct);
        }
        catch (IOException problem)
        {
            await app.DisposeAsync();
            throw new CommandFailedException($"port {port} can't be used ({problem.Message}): choose another with --port", problem);
        }
        return new FollowServer(app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static ContentHttpResult Answer(string? problem) => TypedResults.Text(
        problem ?? "ok", statusCode: problem is null ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
}
