using System.Net;
using System.Net.Sockets;

namespace Stats.IntegrationTests.Outages;

/// <summary>Stands between the services and one server on the loopback, and does to its connections what networks and servers do.</summary>
internal sealed class FaultyProxy : IAsyncDisposable
{
    /// <summary>Longer than the services wait for Redis.</summary>
    public static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(700);

    private readonly IPEndPoint _server;
    private readonly List<Socket> _sockets = [];
    private readonly Lock _lock = new();
    private TcpListener? _listener;
    private TaskCompletionSource _answers = Answering();
    private volatile Fault _fault;

    public FaultyProxy(string host, int port)
    {
        _server = new IPEndPoint(IPAddress.Parse(host), port);
        Listen(0);
    }

    public int Port { get; private set; }

    /// <summary>From now on connections meet this.</summary>
    public void Set(Fault fault)
    {
        _fault = fault;
        if (fault == Fault.Hang)
            _answers = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        else
            _answers.TrySetResult();
        if (fault == Fault.Refuse)
        {
            _listener?.Stop();
            _listener = null;
            Reset();
        }
        else if (_listener is null)
        {
            Listen(Port);
        }
    }

    public ValueTask DisposeAsync()
    {
        _answers.TrySetResult();
        _listener?.Stop();
        Reset();
        return ValueTask.CompletedTask;
    }

    private static TaskCompletionSource Answering()
    {
        var source = new TaskCompletionSource();
        source.SetResult();
        return source;
    }

    private void Listen(int port)
    {
        _listener = new TcpListener(IPAddress.Loopback, port);
        _listener.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _ = AcceptAsync(_listener);
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        while (true)
        {
            Socket client;
            try
            {
                client = await listener.AcceptSocketAsync();
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }
            _ = ServeAsync(client);
        }
    }

    private async Task ServeAsync(Socket client)
    {
        var server = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        client.NoDelay = true;
        lock (_lock)
            _sockets.AddRange([client, server]);
        try
        {
            await server.ConnectAsync(_server);
            await Task.WhenAny(PumpAsync(client, server, isAnswer: false), PumpAsync(server, client, isAnswer: true));
        }
        catch (SocketException)
        {
            // The client sees its connection end.
        }
        client.Close();
        server.Close();
    }

    private async Task PumpAsync(Socket from, Socket to, bool isAnswer)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer) is > 0 and var length)
            {
                await _answers.Task;
                if (_fault == Fault.Slow && isAnswer)
                    await Task.Delay(Delay);
                if (_fault == Fault.ResetInAnswers && isAnswer)
                {
                    // Half of it, so that the client is in the middle of reading.
                    await to.SendAsync(buffer.AsMemory(0, (length + 1) / 2));
                    Abort(to);
                    return;
                }
                await to.SendAsync(buffer.AsMemory(0, length));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // One end is gone; the other one follows.
        }
    }

    private void Reset()
    {
        lock (_lock)
        {
            _sockets.ForEach(Abort);
            _sockets.Clear();
        }
    }

    private static void Abort(Socket socket)
    {
        try
        {
            socket.LingerState = new LingerOption(true, 0);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // It was closed before.
        }
        socket.Close();
    }
}

/// <summary>What connections meet.</summary>
public enum Fault
{
    /// <summary>Nothing bad.</summary>
    None,

    /// <summary>No connection can be made, and those that were made are reset.</summary>
    Refuse,

    /// <summary>Connections can be made, and nothing is answered.</summary>
    Hang,

    /// <summary>Each answer takes <see cref="FaultyProxy.Delay"/>.</summary>
    Slow,

    /// <summary>Each connection is reset in the middle of its first answer.</summary>
    ResetInAnswers,
}
