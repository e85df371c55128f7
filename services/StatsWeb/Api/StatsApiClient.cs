using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace StatsWeb.Api;

/// <summary>Reads StatsApi: from memory where that is certainly current, and once for all who ask at the same time.</summary>
internal sealed class StatsApiClient(IHttpClientFactory factory, AnswerCache cache, ApiDiagnostics diagnostics)
{
    /// <summary>The name of the HTTP client.</summary>
    public const string Name = "StatsApi";

    private readonly ConcurrentDictionary<string, Reading> _readings = new(StringComparer.Ordinal);

    /// <summary>Reads an answer; null if StatsApi does not know the id in the path.</summary>
    /// <param name="path">The path below <c>/api/stats/</c>, with its query.</param>
    /// <param name="cancellationToken">Ends the wait, not the read that others may share.</param>
    /// <exception cref="ApiFailure">StatsApi refused the parameters or can't be reached.</exception>
    public async Task<Answer<T>?> GetAsync<T>(string path, CancellationToken cancellationToken)
    {
        var (held, isCurrent) = cache.Find(path);
        if (isCurrent)
        {
            diagnostics.Read("memory");
            return (Answer<T>)held!.Answer;
        }
        // A read that began before the latest change may miss it.
        var reading = _readings.AddOrUpdate(path, Begin, (_, running) => running.BeganAt < cache.Now ? Begin(path) : running);
        return (Answer<T>?)await reading.Answer.Value.WaitAsync(cancellationToken);

        Reading Begin(string _)
        {
            var now = cache.Now;
            Reading? begun = null;
            begun = new Reading(now, new Lazy<Task<object?>>(async () =>
            {
                try
                {
                    return await ReadAsync<T>(path, held, now);
                }
                finally
                {
                    _readings.TryRemove(KeyValuePair.Create(path, begun!));
                }
            }));
            return begun;
        }
    }

    /// <summary>Scores a match with another result; null if the match is unknown.</summary>
    /// <exception cref="ApiFailure">StatsApi refused the goals or can't be reached.</exception>
    public async Task<WhatIfAnswer?> WhatIfAsync(string matchId, WhatIfGoals goals, CancellationToken cancellationToken)
    {
        var path = $"matches/{Uri.EscapeDataString(matchId)}/what-if";
        // No path of a page has a space.
        var key = $"{path} {goals.HomeGoals} {goals.AwayGoals}";
        var (held, isCurrent) = cache.Find(key);
        if (isCurrent)
            return ((Answer<WhatIfAnswer>)held!.Answer).Data;
        var now = cache.Now;
        using var request = new HttpRequestMessage(HttpMethod.Post, $"api/stats/{path}")
        {
            Content = JsonContent.Create(goals, ApiJson.Default.WhatIfGoals),
        };
        using var response = await SendAsync(request, cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound)
            return null;
        var answer = await BodyAsync<Answer<WhatIfAnswer>>(response, cancellationToken);
        cache.Keep(key, new HeldAnswer(answer, answer.Meta.Scope, ETag: null, now));
        return answer.Data;
    }

    private async Task<object?> ReadAsync<T>(string path, HeldAnswer? held, long now)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"api/stats/{path}");
        if (held?.ETag is { } known)
            request.Headers.TryAddWithoutValidation("If-None-Match", known);
        using var response = await SendAsync(request, CancellationToken.None);
        if (response.StatusCode == HttpStatusCode.NotFound)
            return null;
        if (response.StatusCode == HttpStatusCode.NotModified)
        {
            diagnostics.Read("unchanged");
            cache.Keep(path, held! with { ReadAt = now });
            return held.Answer;
        }
        var isHit = response.Headers.TryGetValues("Cache-Status", out var status)
            && status.Any(s => s.Contains("hit", StringComparison.Ordinal));
        diagnostics.Read(isHit ? "hit" : "miss");
        var answer = await BodyAsync<Answer<T>>(response, CancellationToken.None);
        cache.Keep(path, new HeldAnswer(answer, answer.Meta.Scope, response.Headers.ETag?.ToString(), now));
        return answer;
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage response;
        try
        {
            response = await factory.CreateClient(Name).SendAsync(request, cancellationToken);
        }
        catch (Exception e) when (e is HttpRequestException || (e is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw Outage("The statistics can't be reached right now.", e);
        }
        if (response.IsSuccessStatusCode || response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.NotModified)
            return response;
        using (response)
            throw await FailureAsync(response, cancellationToken);
    }

    private async Task<ApiFailure> FailureAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.StatusCode != HttpStatusCode.BadRequest)
            return Outage($"The statistics can't be read right now (StatsApi answered {(int)response.StatusCode}).", null);
        var problem = await BodyAsync<ApiProblem>(response, cancellationToken);
        var reasons = problem.Errors?.Select(e => e.Message) ?? [problem.Detail ?? "A parameter is not valid."];
        return new ApiFailure(StatusCodes.Status400BadRequest, string.Join(" ", reasons));
    }

    private ApiFailure Outage(string message, Exception? cause)
    {
        diagnostics.Read("failed");
        return new ApiFailure(StatusCodes.Status503ServiceUnavailable, message, cause);
    }

    private static async Task<T> BodyAsync<T>(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            var type = (JsonTypeInfo<T>)ApiJson.Default.GetTypeInfo(typeof(T))!;
            return (await JsonSerializer.DeserializeAsync(body, type, cancellationToken))!;
        }
        catch (Exception e) when (e is JsonException or HttpRequestException or IOException)
        {
            throw new ApiFailure(StatusCodes.Status503ServiceUnavailable, "StatsApi sent an answer that can't be read.", e);
        }
    }

    private sealed record Reading(long BeganAt, Lazy<Task<object?>> Answer);
}
