using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using StatsApi.ApiKeys;

namespace Stats.Tests.Api;

public sealed class KeyRingTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Several_keys_are_valid_at_once_and_an_unknown_token_matches_none()
    {
        var ring = Ring(Configured("old"), Configured("new"));
        Assert.Equal("old", ring.Find("old", Now)?.Name);
        Assert.Equal("new", ring.Find("new", Now)?.Name);
        Assert.Null(ring.Find("New", Now));
        Assert.Null(Ring().Find("", Now));
    }

    [Fact]
    public void A_key_is_invalid_once_it_has_expired()
    {
        var ring = Ring(Configured("key", "2026-01-01T13:00:00+01:00"), Configured("later", "2026-01-01T12:00:01Z"));
        Assert.Null(ring.Find("key", Now));
        Assert.NotNull(ring.Find("later", Now));
    }

    [Fact]
    public void A_connected_client_may_read_while_its_key_exists_is_valid_and_has_the_read_scope()
    {
        var options = new Reloadable(new AuthOptions { Keys = [Configured("key", "2026-01-01T13:00:00Z")] });
        var ring = new KeyRing(options, NullLogger<KeyRing>.Instance);
        var key = ring.Find("key", Now)!;
        Assert.True(ring.MayStillRead(key, Now));
        Assert.False(ring.MayStillRead(key, Now.AddHours(1)));

        var other = Configured("key");
        other.Scopes = ["other:read"];
        options.Reload(new AuthOptions { Keys = [other] });
        Assert.False(ring.MayStillRead(key, Now));
        options.Reload(new AuthOptions { Keys = [Configured("other")] });
        Assert.False(ring.MayStillRead(key, Now));
    }

    [Theory]
    [InlineData("", "ab", "stats:read", null, "Auth__Keys__0__Name")]
    [InlineData("x", "ab", "stats:read", null, "Auth__Keys__0__Sha256")]
    [InlineData("x", null, "", null, "Auth__Keys__0__Scopes__0")]
    [InlineData("x", null, "stats:read", "soon", "Auth__Keys__0__ExpiresAt")]
    public void An_invalid_key_is_refused_with_the_name_of_the_setting(
        string name, string? sha256, string scope, string? expiresAt, string setting)
    {
        var key = new KeyOptions { Name = name, Sha256 = sha256 ?? new string('0', 64), Scopes = [scope], ExpiresAt = expiresAt };
        var result = new AuthOptionsValidator().Validate(null, new AuthOptions { Keys = [key] });
        Assert.Contains(result.Failures!, failure => failure.StartsWith(setting));
    }

    [Fact]
    public void The_counts_and_lengths_of_key_settings_are_limited()
    {
        var many = Enumerable.Range(0, 1001).Select(n => Configured($"key {n}"));
        AssertRefused("Auth__Keys has 1001 keys, but may have 1000 at most", [.. many]);
        AssertRefused("Auth__Keys__0__Name", Configured(new string('x', 101)));
        var key = Configured("key");
        key.Streams = 0;
        AssertRefused("Auth__Keys__0__Streams", key);
        (key.Streams, key.Scopes) = (1, [new string('x', 101)]);
        AssertRefused("Auth__Keys__0__Scopes__0", key);
        key.Scopes = [.. Enumerable.Range(0, 21).Select(n => $"scope:{n}")];
        AssertRefused("Auth__Keys__0__Scopes has 21 scopes, but may have 20 at most", key);
    }

    private static void AssertRefused(string message, params KeyOptions[] keys)
    {
        var result = new AuthOptionsValidator().Validate(null, new AuthOptions { Keys = [.. keys] });
        Assert.Contains(result.Failures ?? [], failure => failure.StartsWith(message, StringComparison.Ordinal));
    }

    internal static KeyRing Ring(params KeyOptions[] keys) =>
        new(new Reloadable(new AuthOptions { Keys = [.. keys] }), NullLogger<KeyRing>.Instance);

    internal static KeyOptions Configured(string token, string? expiresAt = null) => new()
    {
        Name = token,
        Sha256 = Sha256Of(token).ToUpperInvariant(),
        Scopes = [KeyRing.ReadScope],
        ExpiresAt = expiresAt,
    };

    internal static string Sha256Of(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    private sealed class Reloadable(AuthOptions options) : IOptionsMonitor<AuthOptions>
    {
        private Action<AuthOptions, string?>? _changed;

        public AuthOptions CurrentValue { get; private set; } = options;

        public AuthOptions Get(string? name) => CurrentValue;

        public IDisposable? OnChange(Action<AuthOptions, string?> listener)
        {
            _changed += listener;
            return null;
        }

        public void Reload(AuthOptions changed) => _changed?.Invoke(CurrentValue = changed, null);
    }
}
