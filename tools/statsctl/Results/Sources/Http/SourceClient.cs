using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using Polly;
using Polly.Retry;

namespace Statsctl.Results.Sources;

/// <summary>
/// Gets JSON from a public service: waits for its rate limit, retries, asks with <c>ETag</c> or <c>Last-Modified</c> for changes alone,
/// and returns whole answers only.
/// </summary>
internal sealed class SourceClient
{
    private const int Retries = 3;

    // Redirects are refused: they would take the token to another host.
    private static readonly HttpClient Http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.All,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    private readonly string _service;
    private readonly string _address;
    private readonly string? _token;
    private readonly SourceOptions _options;
    private readonly RequestBudget _budget;
    private readonly ResiliencePipeline _pipeline;
    private readonly ConcurrentDictionary<Uri, Kept> _kept = new();

    /// <param name="service">Its name in metrics.</param>
    /// <param name="token">Sent as <c>X-Auth-Token</c>; null for none.</param>
    public SourceClient(string service, Uri address, SourceOptions options, string? token = null)
    {
        (_service, _address, _token, _options) = (service, address.AbsoluteUri.TrimEnd('/'), token, options);
        _budget = new RequestBudget(options);
        _pipeline = new ResiliencePipelineBuilder { TimeProvider = options.Time }
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = new PredicateBuilder().Handle<SourceUnavailableException>(IsWorthARetry),
                MaxRetryAttempts = Retries,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = options.RetryDelay,
                DelayGenerator = failed => ValueTask.FromResult(WaitAfter(failed.Outcome.Exception)),
                OnRetry = failed =>
                {
                    var pause = Math.Ceiling(failed.RetryDelay.TotalSeconds);
                    options.Say?.Invoke($"{failed.Outcome.Exception?.Message}; next try in {pause} s");
                    return default;
                },
            })
            .Build();
    }

    /// <summary>Gets the JSON at a path. An answer that has not changed is the same object as before.</summary>
    /// <exception cref="UnreadableFileException">The answer is not the expected one; the message has the URL.</exception>
    /// <exception cref="SourceUnavailableException">There is no answer now, after retries.</exception>
    public async Task<LocatedJson> GetAsync(string path, CancellationToken ct)
    {
        var url = new Uri($"{_address}/{path}");
        try
        {
            var answer = await _pipeline.ExecuteAsync(async attempt => await TryAsync(url, attempt), ct);
            _options.Diagnostics?.Answered(_service, _options.Time.GetUtcNow(), _budget.Left);
            return answer;
        }
        catch (CommandFailedException)
        {
            _options.Diagnostics?.Failed(_service, _budget.Left);
            throw;
        }
    }

    private async Task<LocatedJson> TryAsync(Uri url, CancellationToken ct)
    {
        await _budget.WaitAsync(url, ct);
        using var timer = new CancellationTokenSource(_options.Timeout, _options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, timer.Token);
        try
        {
            using var request = Request(url);
            using var response = await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            _budget.Read(response);
            return await AnswerAsync(url, response, either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new SourceUnavailableException($"{url}: no answer within {_options.Timeout.TotalSeconds} s");
        }
        catch (Exception problem) when (problem is HttpRequestException or IOException or InvalidDataException)
        {
            throw new SourceUnavailableException($"{url}: no whole answer: {problem.Message}", cause: problem);
        }
    }

    private HttpRequestMessage Request(Uri url)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        if (_token is not null)
            request.Headers.TryAddWithoutValidation("X-Auth-Token", _token);
        if (_kept.TryGetValue(url, out var kept))
        {
            if (kept.Tag is { } tag)
                request.Headers.IfNoneMatch.Add(tag);
            request.Headers.IfModifiedSince = kept.Modified;
        }
        return request;
    }

    private async Task<LocatedJson> AnswerAsync(Uri url, HttpResponseMessage response, CancellationToken ct)
    {
        var status = $"{(int)response.StatusCode} {response.ReasonPhrase}".TrimEnd();
        switch ((int)response.StatusCode)
        {
            case 304 when _kept.TryGetValue(url, out var kept):
                return kept.Answer;
            case 200:
                var body = await AnswerBody.ReadAsync(url, response, ct);
                var answer = LocatedJson.ParseAnswer(url, body.Span);
                var (tag, modified) = (response.Headers.ETag, response.Content.Headers.LastModified);
                if (tag is not null || modified is not null)
                    _kept[url] = new Kept(tag, modified, answer);
                return answer;
            case 408 or 429 or >= 500:
                throw new SourceUnavailableException($"{url}: {status}", _budget.UntilAfter(response));
            case 401 or 403:
                var whose = _token is null ? "" : $"; check the token in {SourceOptions.TokenVariable}, and which leagues it may read";
                throw new UnreadableFileException(url.AbsoluteUri, null, $"expected 200, found {status}{whose}");
            default:
                throw new UnreadableFileException(url.AbsoluteUri, null, $"expected 200, found {status}")
                {
                    IsNoSuchSeason = response.StatusCode == HttpStatusCode.NotFound,
                };
        }
    }

    private bool IsWorthARetry(SourceUnavailableException failure) => WaitAfter(failure) is not { } wait || wait <= _options.LongestWait;

    // Null: the pause of the strategy.
    private TimeSpan? WaitAfter(Exception? failure)
    {
        if ((failure as SourceUnavailableException)?.Until is not { } until)
            return null;
        var wait = until - _options.Time.GetUtcNow();
        return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
    }

    /// <summary>An answer that the service can confirm instead of sending it again.</summary>
    private sealed record Kept(EntityTagHeaderValue? Tag, DateTimeOffset? Modified, LocatedJson Answer);
}
