using System.Net.ServerSentEvents;
using System.Text.Json;
using Microsoft.Extensions.Options;
using StatsWeb.Api;

namespace StatsWeb.Updates;

/// <summary>
/// Follows StatsApi's stream of changes: one connection for all browsers of this replica. Each change makes the answers of its scopes old,
/// then goes to the browsers.
/// </summary>
internal sealed class ChangeFeed(
    IOptions<ApiOptions> api, IOptions<UpdateOptions> options, AnswerCache answers, Listeners listeners, Freshness freshness,
    TimeProvider time, ILogger<ChangeFeed> log)
    : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private string? _place;
    private bool _isLost;

    /// <summary>Whether this replica is told of changes.</summary>
    public bool IsConnected { get; private set; }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var http = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
        ApiExtensions.Authorize(http, api.Value);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await FollowAsync(http, stoppingToken);
                Lost("it was closed");
            }
            catch (Exception e) when (
                e is HttpRequestException or IOException or TimeoutException or JsonException or OperationCanceledException)
            {
                if (stoppingToken.IsCancellationRequested)
                    return;
                Lost(e.Message);
            }
            finally
            {
                answers.Unfollow();
                Tell(false);
            }
            await Task.Delay(Pause, time, stoppingToken);
        }
    }

    // An outage is logged once.
    private void Lost(string reason)
    {
        if (!_isLost)
            Log.StreamLost(log, reason);
        _isLost = true;
    }

    private async Task FollowAsync(HttpClient http, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/stats/stream");
        if (_place is not null)
            request.Headers.TryAddWithoutValidation("Last-Event-ID", _place);
        using var connecting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        connecting.CancelAfter(options.Value.Silence);
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, connecting.Token);
        response.EnsureSuccessStatusCode();
        await using var body = new ImpatientStream(await response.Content.ReadAsStreamAsync(cancellationToken), options.Value.Silence);
        answers.Follow();
        Tell(true);
        Log.StreamOpened(log);
        _isLost = false;
        await foreach (var item in SseParser.Create(body).EnumerateAsync(cancellationToken))
        {
            _place = item.EventId ?? _place;
            Take(item);
        }
    }

    private void Take(SseItem<string> item)
    {
        if (item.EventType == "change" && JsonSerializer.Deserialize(item.Data, UpdateJson.Default.UpstreamChange) is { } change)
        {
            answers.Changed(change.Tags.Keys);
            freshness.Add(change, time.GetUtcNow());
            var told = new BrowserChange(change.Change, [.. change.Tags.Keys], ResultOf(change.Match));
            listeners.Send("change", JsonSerializer.Serialize(told, UpdateJson.Default.BrowserChange), item.EventId ?? "");
        }
        else
        {
            answers.AllChanged();
            if (item.EventType == "reset")
                listeners.Send("reset", "{}", item.EventId ?? "");
        }
    }

    private static string? ResultOf(ScoredMatch? match) => match switch
    {
        null => null,
        { Voided: true } => $"{match.Home.Name} – {match.Away.Name} is void",
        { Result: { } goals } => $"{match.Home.Name} {goals.HomeGoals}–{goals.AwayGoals} {match.Away.Name}",
        _ => null,
    };

    private void Tell(bool connected)
    {
        if (IsConnected == connected)
            return;
        IsConnected = connected;
        listeners.SendState(JsonSerializer.Serialize(new FeedState(connected), UpdateJson.Default.FeedState));
    }
}
