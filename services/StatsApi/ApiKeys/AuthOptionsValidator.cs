namespace StatsApi.ApiKeys;

internal sealed class AuthOptionsValidator : IValidateOptions<AuthOptions>
{
    // Every request is compared with every key, also without a valid one.
    private const int MostKeys = 1000;

    private const int MostScopes = 20;
    private const int LongestWord = 100;

    public ValidateOptionsResult Validate(string? name, AuthOptions options)
    {
        if (options.Keys.Count > MostKeys)
            return ValidateOptionsResult.Fail($"Auth__Keys has {options.Keys.Count} keys, but may have {MostKeys} at most. Remove some.");
        var failures = options.Keys.SelectMany((key, i) => FailuresOf(key, $"Auth__Keys__{i}")).ToArray();
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static IEnumerable<string> FailuresOf(KeyOptions key, string setting)
    {
        if (string.IsNullOrWhiteSpace(key.Name) || key.Name.Length > LongestWord)
            yield return $"{setting}__Name must name the key's owner in {LongestWord} characters at most, for example website.";
        if (key.Sha256.Length != 64 || !key.Sha256.All(char.IsAsciiHexDigit))
            yield return $"{setting}__Sha256 must be 64 hexadecimal digits, for example from: printf %s \"$KEY\" | sha256sum";
        if (key.Scopes.Count == 0 || key.Scopes.Any(scope => string.IsNullOrWhiteSpace(scope) || scope.Length > LongestWord))
            yield return $"{setting}__Scopes__0 must be a scope, for example {KeyRing.ReadScope}.";
        if (key.Scopes.Count > MostScopes)
            yield return $"{setting}__Scopes has {key.Scopes.Count} scopes, but may have {MostScopes} at most. Remove some.";
        if (key.ExpiresAt is { Length: > 0 } expiry && !KeyRing.TryReadExpiry(expiry, out _))
            yield return $"{setting}__ExpiresAt must be a time, for example 2030-01-31T00:00:00Z.";
        if (key.PerMinute is < 1 or > KeyOptions.MostPerMinute)
            yield return $"{setting}__PerMinute must be from 1 to {KeyOptions.MostPerMinute}, for example 1000.";
        if (key.Streams is < 1 or > KeyOptions.MostStreams)
            yield return $"{setting}__Streams must be from 1 to {KeyOptions.MostStreams}, for example 100.";
    }
}
