using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Stats.IntegrationTests.Cache.Checker;

/// <summary>What is known of the actors that share a memory: what they did and what each stands before.</summary>
internal sealed record Life(IReadOnlyList<Entry> Log, IReadOnlyList<Standing> Standing)
{
    /// <summary>Of who is done, nothing matters any more.</summary>
    public static Life Over { get; } = new([], []);
}

/// <summary>All there is at one moment.</summary>
internal sealed partial record State(World World, IReadOnlyList<Life> Lives)
{
    public State With(int life, Life changed, World world) => new(world, [.. Lives.Select((other, i) => i == life ? changed : other)]);

    /// <summary>
    /// Equal for states from which the same can happen. Nonces are compared for equality only, so they are named by the order in which
    /// they are met; but for those from before the start, which the logs since don't show.
    /// </summary>
    public Key KeyAfter(State start)
    {
        var text = new StringBuilder(World.Text);
        for (var i = 0; i < Lives.Count; i++)
        {
            text.Append('\u001d');
            foreach (var entry in Lives[i].Log.Skip(start.Lives[i].Log.Count))
                text.Append(entry.Text).Append('\n');
        }
        var kept = start.World.Servers.Select(server => server.Text).ToArray();
        var met = new Dictionary<string, string>(StringComparer.Ordinal);
        var canonical = Nonce().Replace(text.ToString(), nonce =>
        {
            if (!met.TryGetValue(nonce.Value, out var name))
                met.Add(nonce.Value, name = Array.Exists(kept, before => before.Contains(nonce.Value)) ? nonce.Value : $"#{met.Count}#");
            return name;
        });
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(canonical));
        return new Key(BitConverter.ToUInt64(hash), BitConverter.ToUInt64(hash, 8));
    }

    [GeneratedRegex(@"~\w+~[.\d]*")]
    private static partial Regex Nonce();
}

/// <summary>128 bits of a hash.</summary>
internal readonly record struct Key(ulong High, ulong Low);
