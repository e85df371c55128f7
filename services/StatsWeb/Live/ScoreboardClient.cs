using System.Text.Json;
using Microsoft.Extensions.Options;
using StatsWeb.Api;

namespace StatsWeb.Live;

/// <summary>Reads the matches around now from <c>statsctl follow</c>, as their source has them.</summary>
internal sealed class ScoreboardClient(HttpClient http, IOptions<ScoreboardOptions> options)
{
    /// <summary>Whether there is a scoreboard to ask for.</summary>
    public bool IsThere => options.Value.Address is { Length: > 0 };

    /// <summary>By kickoff; empty if they can't be had.</summary>
    public async Task<IReadOnlyList<ComingFixture>> ReadAsync(CancellationToken cancellationToken)
    {
        if (!IsThere)
            return [];
        try
        {
            var answer = await http.GetFromJsonAsync<ComingFixtures>($"{options.Value.Address!.TrimEnd('/')}/matches", cancellationToken);
            return answer?.Matches ?? [];
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or NotSupportedException
            || (e is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return [];
        }
    }
}

/// <summary>The answer of <c>statsctl follow</c>.</summary>
internal sealed record ComingFixtures(IReadOnlyList<ComingFixture>? Matches);

/// <summary>A match around now.</summary>
/// <param name="Status">Such as <c>Scheduled</c>, <c>InPlay</c> or <c>Finished</c>.</param>
/// <param name="Goals">The score after 90 minutes, or so far; null if it is not known.</param>
public sealed record ComingFixture(string Competition, string Home, string Away, DateTimeOffset Kickoff, string Status, GoalPair? Goals);
