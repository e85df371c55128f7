using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Stats.IntegrationTests.Cache.Checker;

/// <summary>The state of the actors that share a memory.</summary>
/// <param name="Log">The steps that they took.</param>
/// <param name="Standing">The gate of each actor.</param>
/// <param name="Text">Equal for states with the same possible continuations.</param>
internal sealed record Life(IReadOnlyList<Entry> Log, IReadOnlyList<Standing> Standing, string Text)
{
    /// <summary>The state of actors that have finished.</summary>
    public static Life Over { get; } = new([], [], "done");
}

/// <summary>The complete state at one moment.</summary>
internal sealed partial record State(CheckedWorld World, IReadOnlyList<Life> Lives)
{
    /// <summary>Whether all actors have finished.</summary>
    public bool IsOver => Lives.All(life => life == Life.Over);

    public State With(int life, Life changed, CheckedWorld world) =>
        new(world, [.. Lives.Select((other, i) => i == life ? changed : other)]);

    /// <summary>
    /// Equal for states with the same possible continuations. Only the equality of nonces matters, so they are numbered in the order in
    /// which they occur. Nonces from before the start keep their values, because a process may remember them invisibly. Casts of the same
    /// kind are interchangeable.
    /// </summary>
    public Key KeyIn(Scenario scenario, IReadOnlySet<string> kept)
    {
        var text = new StringBuilder(World.Text);
        var sorted = Lives.Zip(scenario.Casts)
            .OrderBy(life => life.Second.Kind, StringComparer.Ordinal)
            .ThenBy(life => life.First.Text, StringComparer.Ordinal);
        foreach (var (life, _) in sorted)
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

    /// <summary>The nonces in Redis.</summary>
    public IReadOnlySet<string> Nonces() => Nonce().Matches(World.Text).Select(nonce => nonce.Value).ToHashSet(StringComparer.Ordinal);

    [GeneratedRegex(@"~\w+~[.\d]*")]
    private static partial Regex Nonce();
}

/// <summary>The first 128 bits of a hash.</summary>
internal readonly record struct Key(ulong High, ulong Low);
