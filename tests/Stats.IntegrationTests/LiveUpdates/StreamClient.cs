using System.Net;
using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace Stats.IntegrationTests.LiveUpdates;

/// <summary>An event as received by a client.</summary>
internal sealed record StreamedEvent(string Id, string Type, JsonNode Data)
{
    public long Change => (long)Data["change"]!;
}

/// <summary>Reads the stream as specified for EventSource, and counts the heartbeats that an EventSource does not show.</summary>
internal sealed class StreamClient : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly HttpResponseMessage _response;
    private readonly Channel<StreamedEvent> _events = Channel.CreateUnbounded<StreamedEvent>();
    private readonly CancellationTokenSource _leaving = new();
    private readonly Task _reading;
    private volatile string? _lastEventId;
    private int _heartbeats;

    private StreamClient(HttpResponseMessage response, string? lastEventId)
    {
        (_response, _lastEventId) = (response, lastEventId);
        _reading = ReadAsync();
    }

    /// <summary>The <c>Last-Event-ID</c> to send on reconnect.</summary>
    public string? LastEventId => _lastEventId;

    public int Heartbeats => Volatile.Read(ref _heartbeats);

    public string? Retry { get; private set; }

    /// <summary>Completes when the stream has ended for any reason.</summary>
    public Task Ended => _reading;

    public HttpResponseMessage Response => _response;

    /// <summary>Opens a stream at the current position, and waits for the <c>ready</c> event.</summary>
    public static async Task<StreamClient> ListenAsync(HttpClient http, string query = "")
    {
        var client = await OpenAsync(http, query);
        Assert.Equal("ready", (await client.NextAsync()).Type);
        return client;
    }

    public static async Task<StreamClient> OpenAsync(HttpClient http, string query = "", string? lastEventId = null)
    {
        var response = await SendAsync(http, query, lastEventId);
        if (response.StatusCode != HttpStatusCode.OK)
            Assert.Fail($"{response.StatusCode} {await response.Content.ReadAsStringAsync()}");
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType!.ToString());
        return new StreamClient(response, lastEventId);
    }

    public static async Task<HttpResponseMessage> SendAsync(HttpClient http, string query = "", string? lastEventId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"api/stats/stream{query}");
        if (lastEventId is not null)
            request.Headers.Add("Last-Event-ID", lastEventId);
        return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    public async Task<StreamedEvent> NextAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            return await _events.Reader.ReadAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException(
                $"No event in {Patience.TotalSeconds} s, but {Heartbeats} heartbeats. The last id was {_lastEventId}.");
        }
    }

    /// <summary>Takes the given number of events.</summary>
    public async Task<IReadOnlyList<StreamedEvent>> TakeAsync(int count)
    {
        var events = new List<StreamedEvent>();
        while (events.Count < count)
            events.Add(await NextAsync());
        return events;
    }

    /// <summary>Whether all received events were taken.</summary>
    public bool IsEmpty => !_events.Reader.TryPeek(out _);

    public async ValueTask DisposeAsync()
    {
        // The response must not be disposed of during a read.
        await _leaving.CancelAsync();
        await _reading;
        _response.Dispose();
        _leaving.Dispose();
    }

    private async Task ReadAsync()
    {
        try
        {
            using var lines = new StreamReader(await _response.Content.ReadAsStreamAsync());
            var (id, type, data) = ("", "message", "");
            while (await lines.ReadLineAsync(_leaving.Token) is { } line)
            {
                var colon = line.IndexOf(": ", StringComparison.Ordinal);
                var (field, value) = colon < 0 ? (line, "") : (line[..colon], line[(colon + 2)..]);
                switch (field)
                {
                    case "":
                        if (line.Length > 0)
                        {
                            Interlocked.Increment(ref _heartbeats);
                            break;
                        }
                        // The end of a block. The id counts even without data.
                        _lastEventId = id.Length > 0 ? id : _lastEventId;
                        if (data.Length > 0)
                            await _events.Writer.WriteAsync(new StreamedEvent(id, type, JsonNode.Parse(data)!));
                        (type, data) = ("message", "");
                        break;
                    case "id":
                        id = value;
                        break;
                    case "event":
                        type = value;
                        break;
                    case "data":
                        data += value;
                        break;
                    case "retry":
                        Retry = value;
                        break;
                    default:
                        Assert.Fail($"'{line}' is not a valid line of an event stream.");
                        break;
                }
            }
            _events.Writer.Complete();
        }
        catch (Exception e) when (e is IOException or HttpRequestException or ObjectDisposedException or OperationCanceledException)
        {
            _events.Writer.TryComplete(e);
        }
    }
}
