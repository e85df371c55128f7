using Microsoft.Extensions.Options;
using StatsApi.RateLimits;

namespace StatsApi.Keys;

/// <summary>Says which setting to mend.</summary>
internal sealed class AuthOptionsValidator : IValidateOptions<AuthOptions>
{
    public ValidateOptionsResult Validate(string? name, AuthOptions options)
    {
        var failures = options.Keys.SelectMany((key, i) => FailuresOf(key, $"Auth__Keys__{i}")).ToArray();
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static IEnumerable<string> FailuresOf(KeyOptions key, string setting)
    {
        if (string.IsNullOrWhiteSpace(key.Name))
            yield return $"{setting}__Name must say whose key it is, for example website.";
        if (key.Sha256.Length != 64 || !key.Sha256.All(char.IsAsciiHexDigit))
            yield return $"{setting}__Sha256 must be 64 hexadecimal digits, for example from: printf %s \"$KEY\" | sha256sum";
        if (key.Scopes.Count == 0 || key.Scopes.Any(string.IsNullOrWhiteSpace))
            yield return $"{setting}__Scopes__0 must be a scope, for example {KeyRing.ReadScope}.";
        if (key.ExpiresAt is { Length: > 0 } expiry && !KeyRing.TryReadExpiry(expiry, out _))
            yield return $"{setting}__ExpiresAt must be a time, for example 2030-01-31T00:00:00Z.";
        if (key.PerMinute is < 1 or > RateLimitOptions.Most)
            yield return $"{setting}__PerMinute must be from 1 to {RateLimitOptions.Most}, for example 1000.";
    }
}
