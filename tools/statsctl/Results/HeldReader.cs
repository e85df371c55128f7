using System.Net;
using System.Text.Json.Serialization.Metadata;
using Polly;
using Polly.Retry;

namespace Statsctl.Results;

/// <summary>Reads from the API what the system holds, in as few requests as possible, because keys have few per minute.</summary>
/// <param name="say">Takes a sentence while a limit of the API makes the reader wait.</param>
internal sealed class HeldReader(HttpClient api, TimeProvider time, Action<string> say)
{
    /// <summary>The most matches of one page.</summary>
    private const int MatchesPerPage = 2000;

    // A feed that publishes at the same time moves rows between pages.
    private const int MostReadings = 5;

    // The API's limits are per minute.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private readonly ResiliencePipeline<HttpResponseMessage> _pipeline = WaitingAsTold(time, say);

    /// <summary>How many requests were sent so far.</summary>
    public int Requests { get; private set; }

    /// <summary>Reads the matches of these seasons, and the clubs of their competitions. It may read more.</summary>
    /// <exception cref="CommandFailedException">The API doesn't answer, or refuses.</exception>
    public async Task<HeldResults> ReadAsync(IEnumerable<(string Competition, string Season)> wanted, CancellationToken ct)
    {
        var known = await KnownAsync(ct);
        var (matches, clubs) = (new List<HeldMatch>(), new List<HeldClub>());
        foreach (var (competition, seasons) in Seasons(wanted, known))
        {
            // With a page for the clubs of other seasons.
            if (seasons.Length + 1 > PagesOf(competition))
            {
                matches.AddRange(await MatchesAsync(competition.CompetitionId, null, settled: true, ct));
                continue;
            }
            foreach (var season in seasons)
                matches.AddRange(await MatchesAsync(competition.CompetitionId, season, settled: true, ct));
            var others = await AllAsync(
                $"clubs?competition={competition.CompetitionId}&limit=100", ApiListsJson.Default.Clubs, settled: true, ct);
            clubs.AddRange(others.Select(club => new HeldClub(competition.CompetitionId, new Club(club.ClubId, club.ClubName))));
        }
        clubs.AddRange(matches.SelectMany(match => new[]
        {
            new HeldClub(match.CompetitionId, match.HomeClub), new HeldClub(match.CompetitionId, match.AwayClub),
        }));
        return new HeldResults(matches, [.. clubs.Distinct()]);
    }

    /// <summary>Reads the matches of these seasons while the system may still store some. It may miss some, and may read more.</summary>
    /// <exception cref="CommandFailedException">The API doesn't answer, or refuses.</exception>
    public async Task<List<HeldMatch>> ReadMovingAsync(IEnumerable<(string Competition, string Season)> wanted, CancellationToken ct)
    {
        var known = await KnownAsync(ct);
        var matches = new List<HeldMatch>();
        foreach (var (competition, seasons) in Seasons(wanted, known))
        {
            var parts = seasons.Length > PagesOf(competition) ? (string?[])[null] : seasons;
            foreach (var season in parts)
                matches.AddRange(await MatchesAsync(competition.CompetitionId, season, settled: false, ct));
        }
        return matches;
    }

    private async Task<Dictionary<string, ApiCompetition>> KnownAsync(CancellationToken ct) =>
        (await AllAsync("competitions?limit=100", ApiListsJson.Default.Competitions, settled: false, ct))
        .DistinctBy(competition => competition.CompetitionId)
        .ToDictionary(competition => competition.CompetitionId, StringComparer.Ordinal);

    // The competitions that the system has, each with those of the wanted seasons that it has.
    private static IEnumerable<(ApiCompetition Competition, string[] Seasons)> Seasons(
        IEnumerable<(string Competition, string Season)> wanted, Dictionary<string, ApiCompetition> known) =>
        from season in wanted.Distinct()
        group season.Season by season.Competition into competition
        where known.ContainsKey(competition.Key)
        let held = known[competition.Key]
        select (held, competition.Intersect(held.Seasons, StringComparer.Ordinal).ToArray());

    private static long PagesOf(ApiCompetition competition) => (competition.Matches + MatchesPerPage - 1) / MatchesPerPage;

    private async Task<List<HeldMatch>> MatchesAsync(string competition, string? season, bool settled, CancellationToken ct)
    {
        var only = season is null ? "" : $"&season={season}";
        var matches = await AllAsync(
            $"matches?competition={competition}{only}&limit={MatchesPerPage}", ApiListsJson.Default.Matches, settled, ct);
        return matches.ConvertAll(match => match.ToHeld());
    }

    /// <param name="settled">Whether all pages must be of one state of the data.</param>
    private async Task<List<T>> AllAsync<T>(string path, JsonTypeInfo<ApiList<T>> json, bool settled, CancellationToken ct)
    {
        for (var reading = 1; reading <= MostReadings; reading++)
        {
            var rows = new List<T>();
            var consistent = true;
            string? cursor = null;
            do
            {
                var page = await PageAsync(cursor is null ? path : $"{path}&cursor={cursor}", json, ct);
                rows.AddRange(page.Data);
                cursor = page.Meta.Pagination.NextCursor;
                consistent &= page.Meta.Pagination.Consistent;
            }
            while (cursor is not null && (consistent || !settled));
            if (consistent || !settled)
                return rows;
        }
        throw new CommandFailedException(
            $"{path} of the API changed {MostReadings} times while it was read: run it again when no other feed publishes");
    }

    private async Task<ApiList<T>> PageAsync<T>(string path, JsonTypeInfo<ApiList<T>> json, CancellationToken ct)
    {
        try
        {
            using var response = await _pipeline.ExecuteAsync(async token => await GetAsync(path, token), ct);
            if (response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
                throw new CommandFailedException($"the API refused the key: set {Api.KeyVariable} to a key with the scope stats:read");
            if (!response.IsSuccessStatusCode)
                throw new CommandFailedException($"the API answered {(int)response.StatusCode} to {path}: check its log");
            await using var body = await response.Content.ReadAsStreamAsync(ct);
            return await JsonSerializer.DeserializeAsync(body, json, ct) ?? throw new JsonException("null");
        }
        catch (JsonException problem)
        {
            throw new CommandFailedException($"the answer to {path} is not the one of StatsApi ({problem.Message}): check --api", problem);
        }
        catch (Exception problem) when (problem is HttpRequestException or IOException)
        {
            throw new CommandFailedException($"the API at {api.BaseAddress} can't be reached ({problem.Message}): check --api", problem);
        }
        catch (OperationCanceledException problem) when (!ct.IsCancellationRequested)
        {
            throw new CommandFailedException($"the API at {api.BaseAddress} did not answer to {path} in time", problem);
        }
    }

    private Task<HttpResponseMessage> GetAsync(string path, CancellationToken ct)
    {
        Requests++;
        return api.GetAsync(path, ct);
    }

    private static TimeSpan? Told(HttpResponseMessage? response) =>
        response?.Headers.RetryAfter?.Delta is not { } told ? null : told < LongestWait ? told : LongestWait;

    // The API says with Retry-After when the next minute begins, or when it may have recovered.
    private static ResiliencePipeline<HttpResponseMessage> WaitingAsTold(TimeProvider time, Action<string> say) =>
        new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                ShouldHandle = new PredicateBuilder<HttpResponseMessage>().HandleResult(response =>
                    response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable),
                MaxRetryAttempts = 10,
                BackoffType = DelayBackoffType.Exponential,
                Delay = TimeSpan.FromSeconds(1),
                MaxDelay = LongestWait,
                DelayGenerator = given => ValueTask.FromResult(Told(given.Outcome.Result)),
                OnRetry = given =>
                {
                    if (given.RetryDelay > TimeSpan.FromSeconds(1))
                        say($"The API answers {(int)given.Outcome.Result!.StatusCode}: waiting {given.RetryDelay.TotalSeconds:N0} s.");
                    return ValueTask.CompletedTask;
                },
            })
            .Build();
}
