using System.Net;
using System.Net.Sockets;

namespace StatsApi.RateLimits;

/// <summary>
/// The network by which requests without a valid key are counted: an IPv4 address, or an IPv6 /64, the least that a site is assigned (RFC
/// 6177). An IPv4-mapped IPv6 address counts as IPv4.
/// </summary>
/// <param name="Address">The first address of the network.</param>
internal readonly record struct Network(IPAddress Address)
{
    private const int Bytes = 64 / 8;

    /// <summary>Callers without a known address, and those beyond the most counted separately.</summary>
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
