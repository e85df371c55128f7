using System.Net.Http.Headers;

namespace Statsctl;

/// <summary>The options and the HTTP client with which commands reach StatsApi.</summary>
public static class Api
{
    /// <summary>The environment variable with the API's key, which keeps the key out of command lines.</summary>
    public const string KeyVariable = "STATS_API_KEY";

    /// <summary>The environment variable with the API's address.</summary>
    public const string AddressVariable = "STATS_API_URL";

    internal static Option<string?> Address(string description) => new("--api") { Description = description, HelpName = "URL" };

    /// <summary>The address for a command that needs one.</summary>
    internal static Option<string?> NeededAddress()
    {
        var address = Address($"StatsApi's address; by default from {AddressVariable}.");
        address.Required = string.IsNullOrWhiteSpace(Environment.GetEnvironmentVariable(AddressVariable));
        return address;
    }

    internal static Option<string?> Key() =>
        new("--api-key") { Description = $"A key with the scope stats:read; by default from {KeyVariable}.", HelpName = "KEY" };

    /// <summary>Creates a client whose requests are relative to <c>/api/stats/</c>.</summary>
    /// <exception cref="CommandFailedException">The address is invalid, or there is no key.</exception>
    internal static HttpClient Client(string? api, string? key)
    {
        api ??= Environment.GetEnvironmentVariable(AddressVariable);
        key ??= Environment.GetEnvironmentVariable(KeyVariable);
        if (!Uri.TryCreate(api, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            throw new CommandFailedException("--api must be an http:// or https:// address, for example http://127.0.0.1:8080");
        if (string.IsNullOrWhiteSpace(key))
            throw new CommandFailedException($"the API needs a key: set {KeyVariable}, or give --api-key");
        return new HttpClient
        {
            BaseAddress = new Uri(address, "/api/stats/"),
            DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", key) },
        };
    }
}
