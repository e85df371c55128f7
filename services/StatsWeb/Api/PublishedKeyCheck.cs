using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using ServiceDefaults;

namespace StatsWeb.Api;

/// <summary>Refuses a key that the repository publishes, unless the settings allow it.</summary>
internal sealed class PublishedKeyCheck(IConfiguration configuration) : IValidateOptions<ApiOptions>
{
    public ValidateOptionsResult Validate(string? name, ApiOptions options) =>
        PublishedSecrets.AreAllowed(configuration) || !IsPublished(options.Key)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                PublishedSecrets.Refusal("Api__Key", "a key", "Make another: statsctl keys new --name stats-web."));

    private static bool IsPublished(string key) =>
        PublishedSecrets.IsPublishedHash(Hash(key)) || PublishedSecrets.Passwords.Contains(key);

    private static string Hash(string key) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
