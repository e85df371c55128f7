using System.CommandLine;
using Microsoft.Extensions.Configuration;
using Stats.Tests.Api;
using StatsApi.ApiKeys;
using Statsctl;
using Statsctl.Keys;

namespace Stats.Tests.Keys;

public sealed class KeysCommandTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("keys new --name website", ExitCode.Done)]
    [InlineData("keys new --name website --scope stats:read --scope ops:read --expires 90d --index 2 --json", ExitCode.Done)]
    [InlineData("keys new", ExitCode.WrongUsage)]
    [InlineData("keys new --name website --scope stats:write", ExitCode.WrongUsage)]
    [InlineData("keys new --name website --expires soon", ExitCode.WrongUsage)]
    [InlineData("keys new --name website --expires 2020-01-01", ExitCode.WrongUsage)]
    [InlineData("keys new --name website --index -1", ExitCode.WrongUsage)]
    public async Task The_exit_code_distinguishes_success_from_wrong_usage(string line, int code) =>
        Assert.Equal(code, await CommandLine.RunAsync(new RootCommand("test") { KeysCommand.Create() }, line.Split(' ')));

    [Theory]
    [InlineData("90d", "2026-05-30T12:00:00Z")]
    [InlineData("2030-01-31", "2030-01-31T00:00:00Z")]
    [InlineData("2030-01-31T10:00:00+02:00", "2030-01-31T08:00:00Z")]
    [InlineData("0d", null)]
    [InlineData("99999d", null)]
    [InlineData("2026-03-01", null)]
    [InlineData("2030-02-30", null)]
    [InlineData("2030-01-31T10:00:00", null)]
    [InlineData("never", null)]
    public void An_expiry_is_a_number_of_days_or_a_future_date_or_time(string text, string? expected) =>
        Assert.Equal(expected is null ? null : DateTimeOffset.Parse(expected), Expiry.Parse(text, Now));

    [Fact]
    public void StatsApi_accepts_a_new_key_with_the_printed_settings()
    {
        var key = NewApiKey.Create("website", ["stats:read", "ops:read"], Now.AddDays(1));
        var options = new AuthOptions();
        var settings = key.Settings(0).Select(setting => KeyValuePair.Create(setting.Key.Replace("__", ":"), (string?)setting.Value));
        new ConfigurationBuilder().AddInMemoryCollection(settings).Build().GetSection(AuthOptions.Section).Bind(options);

        Assert.True(new AuthOptionsValidator().Validate(null, options).Succeeded);
        var found = KeyRingTests.Ring([.. options.Keys]).Find(key.Key, Now);
        Assert.Equal("website", found!.Name);
        Assert.Equal(["stats:read", "ops:read"], found.Scopes);
        Assert.Null(KeyRingTests.Ring([.. options.Keys]).Find(key.Key, Now.AddDays(1)));
        Assert.DoesNotContain(key.Settings(0), setting => setting.Value.Contains(key.Key, StringComparison.Ordinal));
    }

    [Fact]
    public void New_keys_are_unique_and_have_256_bits()
    {
        var keys = Enumerable.Range(0, 100).Select(_ => NewApiKey.Create("website", [], null).Key).ToArray();
        Assert.Equal(100, keys.Distinct().Count());
        // 32 bytes in base64url.
        Assert.All(keys, key => Assert.Matches("^stats_[A-Za-z0-9_-]{43}$", key));
    }
}
