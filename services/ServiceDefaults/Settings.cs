using Microsoft.Extensions.Configuration;

namespace ServiceDefaults;

/// <summary>Settings that a service can't start without.</summary>
public static class Settings
{
    /// <summary>A connection string.</summary>
    /// <exception cref="MissingSettingException">It isn't set.</exception>
    public static string Required(this IConfiguration configuration, string name, string example) =>
        configuration.GetConnectionString(name) is { Length: > 0 } value ? value : throw new MissingSettingException(name, example);
}

/// <summary>A setting is missing; the message names the key to set and an example.</summary>
public sealed class MissingSettingException(string name, string example)
    : Exception($"Set ConnectionStrings__{name}, for example ConnectionStrings__{name}=\"{example}\".");
