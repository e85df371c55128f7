using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Launcher;

/// <summary>
/// Free loopback ports, reserved until disposal. They lie below Linux's ephemeral range (32768 and up), so no outgoing connection takes
/// one. An abstract socket named after the port keeps other launchers off it until the server listens, seconds after the choice.
/// </summary>
public sealed class FreePorts : IDisposable
{
    private const int First = 20_000;
    private const int End = 32_000;

    private readonly List<Socket> _claims = [];

    public int Take()
    {
        while (true)
        {
            var port = RandomNumberGenerator.GetInt32(First, End);
            if (TryBind(new UnixDomainSocketEndPoint($"\0stats-port-{port}")) is not { } claim)
                continue;
            using var probe = TryBind(new IPEndPoint(IPAddress.Loopback, port));
            if (probe is null)
            {
                claim.Dispose();
                continue;
            }
            lock (_claims)
                _claims.Add(claim);
            return port;
        }
    }

    /// <summary>A port that was asked for by an option.</summary>
    /// <exception cref="LauncherException">It is taken.</exception>
    public static int Checked(int port, string option)
    {
        try
        {
            // Unlike a bound socket, a listener may take a port on which closed connections linger.
            using var probe = new TcpListener(IPAddress.Loopback, port);
            probe.Start();
            return port;
        }
        catch (SocketException)
        {
            throw new LauncherException($"Port {port} is taken: choose another one with {option}.");
        }
    }

    public void Dispose() => _claims.ForEach(claim => claim.Dispose());

    private static Socket? TryBind(EndPoint address)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Bind(address);
            return socket;
        }
        catch (SocketException)
        {
            socket.Dispose();
            return null;
        }
    }
}
