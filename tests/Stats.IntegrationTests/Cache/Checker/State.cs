using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Stats.IntegrationTests.Cache.Checker;

/// <summary>What is known of the actors that share a memory.</summary>
/// <param name="Log">What they did.</param>
/// <param name="Standing">What each stands before.</param>
/// <param name="Text">Equal where the same can follow.</param>
internal sealed record Life(IReadOnlyList<Entry> Log, IReadOnlyList<Standing> Standing, string Text)
{
    /// <summary>Of who is done, nothing matters any more.</summary>
    public static Life Over { get; } = new([], [], "done");
}

/// <summary>All there is at one moment.</summary>
internal sealed partial record State(CheckedWorld World, IReadOnlyList<Life> Lives)
{
    public State With(int life, Life changed, CheckedWorld world) => new(world, [.. Lives.Select((other, i) => i == life ? changed : other)]);

    /// <summary>
    /// Equal for states from which the same can happen. Nonces are compared for equality only, so they are named by the order in which
    /// they are met; but for those from before the start, which processes may know without showing it. Casts of one kind may change places.
    /// </summary>
    public Key KeyIn(Scenario scenario, IReadOnlySet<string> kept)
    {
        var text = new StringBuilder(World.Text);
        foreach (var (life, _) in Lives.Zip(scenario.Casts).OrderBy(life => life.Second.Kind, StringComparer.Ordinal).ThenBy(life => life.First.Text, StringComparer.Ordinal))
            text.Append('\u001d').Append(life.Text).AppendJoin('\n', life.Standing.Select(standing => standing.Held));
        var met = new Dictionary<string, string>(StringComparer.Ordinal);
        var canonical = Nonce().Replace(text.ToString(), nonce =>
        {
            if (kept.Contains(nonce.Value))
                return nonce.Value;
            if (!met.TryGetValue(nonce.Value, out var name))
                met.Add(nonce.Value, name = $"#{met.Count}#");
            return name;
        });
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(canonical));
        return new Key(BitConverter.ToUInt64(hash), BitConverter.ToUInt64(hash, 8));
    }

    /// <summary>The nonces that lie in Redis.</summary>
    public IReadOnlySet<string> Nonces() => Nonce().Matches(World.Text).Select(nonce => nonce.Value).ToHashSet(StringComparer.Ordinal);

    [GeneratedRegex(@"~\w+~[.\d]*")]
    private static partial Regex Nonce();
}

/// <summary>128 bits of a hash.</summary>
internal readonly record struct Key(ulong High, ulong Low);
