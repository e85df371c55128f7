using System.Text;
using System.Threading.Channels;
using Microsoft.Extensions.Options;

namespace StatsWeb.Updates;

/// <summary>
/// The browsers that listen. An event is written once for all of them. A browser that reads too slowly is disconnected; it reconnects and
/// gets what it missed.
/// </summary>
internal sealed class Listeners(IOptions<UpdateOptions> options)
{
    // As many events as a browser may miss or leave unread; one that missed more reads its page again.
    private const int Kept = 256;

    private readonly Lock _lock = new();
    private readonly HashSet<Channel<byte[]>> _listeners = [];
    private readonly Queue<(string Id, byte[] Frame)> _recent = new();
    private byte[] _state = Frame("state", """{"connected":false}""", null);
    private string _place = "none";

    /// <summary>The number of browsers that listen.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _listeners.Count;
        }
    }

    /// <summary>The id of the latest event: a page that is read now shows it.</summary>
    public string Place
    {
        get
        {
            lock (_lock)
                return _place;
        }
    }

    /// <summary>Sends an event to all.</summary>
    /// <param name="json">Its data, in one line.</param>
    /// <param name="id">Its id, from which a browser can continue.</param>
    public void Send(string type, string json, string id)
    {
        var frame = Frame(type, json, id);
        lock (_lock)
        {
            _place = id;
            _recent.Enqueue((id, frame));
            if (_recent.Count > Kept)
                _recent.Dequeue();
            Offer(frame);
        }
    }

    /// <summary>Sends the state, which each new browser gets first.</summary>
    /// <param name="json">Its data, in one line.</param>
    public void SendState(string json)
    {
        var frame = Frame("state", json, null);
        lock (_lock)
        {
            _state = frame;
            Offer(frame);
        }
    }

    /// <summary>Adds a browser; null if there are too many.</summary>
    /// <param name="lastEventId">The last event that it has, or the place of its page; null if it has neither.</param>
    public Channel<byte[]>? Join(string? lastEventId)
    {
        var listener = Channel.CreateBounded<byte[]>(new BoundedChannelOptions(2 * Kept) { SingleReader = true });
        lock (_lock)
        {
            if (_listeners.Count >= options.Value.MaxListeners)
                return null;
            _listeners.Add(listener);
            listener.Writer.TryWrite(_state);
            foreach (var frame in Missed(lastEventId))
                listener.Writer.TryWrite(frame);
        }
        return listener;
    }

    public void Leave(Channel<byte[]> listener)
    {
        lock (_lock)
            _listeners.Remove(listener);
    }

    private void Offer(byte[] frame)
    {
        foreach (var listener in _listeners.Where(listener => !listener.Writer.TryWrite(frame)).ToArray())
        {
            listener.Writer.TryComplete();
            _listeners.Remove(listener);
        }
    }

    private IEnumerable<byte[]> Missed(string? lastEventId)
    {
        if (string.IsNullOrEmpty(lastEventId) || lastEventId == _place)
            return [];
        var place = _recent.Select(recent => recent.Id).ToList().LastIndexOf(lastEventId);
        return place >= 0 ? _recent.Skip(place + 1).Select(recent => recent.Frame) : [Frame("reset", "{}", _place)];
    }

    private static byte[] Frame(string type, string json, string? id) =>
        Encoding.UTF8.GetBytes($"{(id is null ? "" : $"id: {id}\n")}event: {type}\ndata: {json}\n\n");
}
