using Statsctl.Results;
using Statsctl.Results.Sources;

namespace Statsctl.Follow;

/// <summary>Runs <c>follow</c> from start to end.</summary>
internal static class FollowRun
{
    private static readonly TimeSpan ApiPatience = TimeSpan.FromSeconds(30);

    /// <summary>Completes when it is cancelled.</summary>
    /// <exception cref="CommandFailedException">A source, an option or a setting is wrong.</exception>
    public static async Task RunAsync(FollowRequest request, CancellationToken ct)
    {
        var names = request.Sources.Count > 0 ? request.Sources : OfEnvironment();
        if (names.Count == 0)
        {
            throw new CommandFailedException(
                $"no source is given: name one, such as openligadb:bl1, or set {FollowCommand.SourcesVariable}");
        }
        var settings = new FollowSettings(
            Broker.Uri(request.RabbitMq),
            request.Every,
            request.Forecasters,
            request.Zones,
            request.Aliases is { } file ? ClubAliases.Read(file) : ClubAliases.None);
        using var api = Api.Client(request.Api, request.ApiKey);
        api.Timeout = ApiPatience;
        using var requests = new SourceDiagnostics();
        using var diagnostics = new FollowDiagnostics(request.Every);
        // Without a person to tell of retries: a source that fails is told once.
        var sources = ResultSources.Open(names, SourceOptions.FromEnvironment(request.Season, diagnostics: requests));
        var follower = new Follower(sources, api, settings, diagnostics, TimeProvider.System, Say);
        await using var server = request.Port is { } port ? await FollowServer.StartAsync(port, follower, ct) : null;
        Say($"Following {string.Join(", ", names)} every {request.Every.TotalSeconds:0.#} s.");
        await follower.RunAsync(ct);
        Say("Stopped.");
    }

    private static string[] OfEnvironment() =>
        (Environment.GetEnvironmentVariable(FollowCommand.SourcesVariable) ?? "")
        .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static void Say(string sentence) => Terminal.Say(Terminal.Error, sentence);
}
