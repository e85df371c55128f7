using Microsoft.Extensions.Options;
using ServiceDefaults;

namespace StatsWeb.Operations;

/// <summary>Refuses a password that the repository publishes, unless the settings allow it.</summary>
internal sealed class PublishedPasswordCheck(IConfiguration configuration) : IValidateOptions<OperationsOptions>
{
    public ValidateOptionsResult Validate(string? name, OperationsOptions options) =>
        options.Password is null || PublishedSecrets.AreAllowed(configuration) || !PublishedSecrets.Passwords.Contains(options.Password)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                PublishedSecrets.Refusal("Operations__Password", "a password", "Make another: openssl rand -hex 16."));
}
