using System.Net;
using System.Net.Sockets;

namespace Stats.IntegrationTests.Outages;

/// <summary>A proxy between the services and one server, which injects faults into the connections.</summary>
internal sealed class FaultyProxy : IAsyncDisposable
{
    /// <summary>Longer than the services wait for Redis.</summary>
    public static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(700);

    private readonly IPEndPoint _server;
    private readonly List<Socket> _sockets = [];
    private readonly Lock _lock = new();
    private TcpListener? _listener;
    private TaskCompletionSource _answers = Answering();
    private volatile ConnectionFault _fault;

    public FaultyProxy(string host, int port)
    {
        _server = new IPEndPoint(IPAddress.Parse(host), port);
        Listen(0);
    }

    public int Port { get; private set; }

    /// <summary>Sets the fault for current and new connections.</summary>
    public void Set(ConnectionFault fault)
    {
        _fault = fault;
        if (fault == ConnectionFault.Hang)
            _answers = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        else
            _answers.TrySetResult();
        if (fault == ConnectionFault.Refuse)
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
            // The proxy closes the client's connection below.
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
                if (_fault == ConnectionFault.Slow && isAnswer)
                    await Task.Delay(Delay);
                if (_fault == ConnectionFault.ResetInAnswers && isAnswer)
                {
                    // Sends half of the reply, so that the client is in the middle of a read.
                    await to.SendAsync(buffer.AsMemory(0, (length + 1) / 2));
                    Abort(to);
                    return;
                }
                await to.SendAsync(buffer.AsMemory(0, length));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // One end has closed its connection. The other one is closed too.
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
            // The socket was already closed.
        }
        socket.Close();
    }
}

/// <summary>A fault of the connections.</summary>
public enum ConnectionFault
{
    /// <summary>No fault.</summary>
    None,

    /// <summary>New connections are refused, and existing ones are reset.</summary>
    Refuse,

    /// <summary>Connections are accepted, but get no reply.</summary>
    Hang,

    /// <summary>Each reply is delayed by <see cref="FaultyProxy.Delay"/>.</summary>
    Slow,

    /// <summary>Each connection is reset in the middle of a reply.</summary>
    ResetInAnswers,
}
