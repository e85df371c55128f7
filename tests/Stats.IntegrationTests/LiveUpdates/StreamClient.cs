using System.Net;
using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace Stats.IntegrationTests.LiveUpdates;

/// <summary>An event as a client has it.</summary>
internal sealed record StreamedEvent(string Id, string Type, JsonNode Data)
{
    public long Change => (long)Data["change"]!;
}

/// <summary>Listens to the stream as the specification of EventSource says, and counts what an EventSource doesn't show.</summary>
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

    /// <summary>What is sent as <c>Last-Event-ID</c> when it comes again.</summary>
    public string? LastEventId => _lastEventId;

    public int Heartbeats => Volatile.Read(ref _heartbeats);

    public string? Retry { get; private set; }

    /// <summary>Completes when the stream has ended, in whatever way.</summary>
    public Task Ended => _reading;

    public HttpResponseMessage Response => _response;

    /// <summary>Waits for the first event of a new client, whose place is now.</summary>
    public static async Task<StreamClient> ListenAsync(HttpClient http, string query = "")
    {
        var client = await OpenAsync(http, query);
        Assert.Equal("ready", (await client.NextAsync()).Type);
        return client;
    }

    public static async Task<StreamClient> OpenAsync(HttpClient http, string query = "", string? lastEventId = null)
    {
        var response = await SendAsync(http, query, lastEventId);
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{response.StatusCode} {(response.IsSuccessStatusCode ? "" : await response.Content.ReadAsStringAsync())}");
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
        return await _events.Reader.ReadAsync(limit.Token);
    }

    /// <summary>The next events, until there were as many.</summary>
    public async Task<IReadOnlyList<StreamedEvent>> TakeAsync(int count)
    {
        var events = new List<StreamedEvent>();
        while (events.Count < count)
            events.Add(await NextAsync());
        return events;
    }

    /// <summary>Whether nothing is there that wasn't taken.</summary>
    public bool IsEmpty => !_events.Reader.TryPeek(out _);

    public async ValueTask DisposeAsync()
    {
        // What is being read from must not be disposed of.
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
                var (field, value) = line.IndexOf(": ", StringComparison.Ordinal) is >= 0 and var colon ? (line[..colon], line[(colon + 2)..]) : (line, "");
                switch (field)
                {
                    case "":
                        if (line.Length > 0)
                        {
                            Interlocked.Increment(ref _heartbeats);
                            break;
                        }
                        // The end of a block: the id counts even without data.
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
                        Assert.Fail($"'{line}' is no line of a stream.");
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
