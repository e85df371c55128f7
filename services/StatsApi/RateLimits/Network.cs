using System.Net;
using System.Net.Sockets;

namespace StatsApi.RateLimits;

/// <summary>
/// What a stranger is counted by. Over IPv6 it is the /64, since the least that a line is given has that many addresses (RFC 6177). An
/// IPv4 address that is mapped into IPv6 is IPv4.
/// </summary>
/// <param name="Address">Its first address.</param>
internal readonly record struct Network(IPAddress Address)
{
    private const int Bytes = 64 / 8;

    /// <summary>Those whose address isn't known, and those beyond what is remembered.</summary>
    public static readonly Network Others = new(IPAddress.None);

    public static Network Of(IPAddress? address) => address switch
    {
        null => Others,
        { IsIPv4MappedToIPv6: true } => new(address.MapToIPv4()),
        { AddressFamily: AddressFamily.InterNetworkV6 } =>
            new(new IPAddress([.. address.GetAddressBytes().AsSpan(..Bytes), .. new byte[16 - Bytes]])),
        _ => new(address),
    };

    public override string ToString() => this == Others ? "other addresses"
        : Address.AddressFamily == AddressFamily.InterNetworkV6 ? $"network {Address}/64"
        : $"address {Address}";
}
