namespace StatsApi.ApiKeys;

/// <summary>Refuses keys that the repository publishes, unless the settings allow them.</summary>
internal sealed class PublishedKeys(IConfiguration configuration) : IValidateOptions<AuthOptions>
{
    public ValidateOptionsResult Validate(string? name, AuthOptions options)
    {
        if (PublishedSecrets.AreAllowed(configuration))
            return ValidateOptionsResult.Success;
        string[] failures =
        [
            .. options.Keys.Index().Where(key => PublishedSecrets.IsPublishedHash(key.Item.Sha256)).Select(key => PublishedSecrets.Refusal(
                $"Auth__Keys__{key.Index}__Sha256",
                "the hash of a key",
                $"Make another: statsctl keys new --name website --index {key.Index}.")),
        ];
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
