using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace ServiceDefaults;

/// <summary>
/// Reads settings. A missing or wrong one stops a service at its start, with a message that names the key and an example.
/// </summary>
public static class Settings
{
    /// <summary>The exit code of a service whose settings are wrong (EX_CONFIG of sysexits.h): a restart won't help.</summary>
    public const int ExitCode = 78;

    /// <param name="name">Its name; the key is <c>ConnectionStrings__{name}</c>.</param>
    /// <param name="example">Shown if it is missing or wrong.</param>
    /// <param name="parse">Parses it; throws <see cref="FormatException"/> or <see cref="ArgumentException"/> if it can't.</param>
    /// <exception cref="SettingException">It isn't set, can't be parsed, or has a published password.</exception>
    public static T Required<T>(this IConfiguration configuration, string name, string example, Func<string, T> parse)
    {
        var key = $"ConnectionStrings__{name}";
        if (configuration.GetConnectionString(name) is not { Length: > 0 } value)
            throw new SettingException($"{key} is not set. Set it, for example {key}=\"{example}\".");
        if (PublishedSecrets.PasswordIn(value) is { } published && !PublishedSecrets.AreAllowed(configuration))
        {
            throw new SettingException(
                PublishedSecrets.Refusal(key, $"the password {published}", "Set another one at the server and here."));
        }
        try
        {
            return parse(value);
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            throw new SettingException($"{key} is not valid ({e.Message}). Use for example {key}=\"{example}\".");
        }
    }

    /// <summary>Binds a section to <typeparamref name="T"/> and validates it at the start, with each property's own message.</summary>
    /// <exception cref="SettingException">A key of the section is unknown, or its value is of another type.</exception>
    public static OptionsBuilder<T> AddSettings<T>(this IHostApplicationBuilder builder, string section)
        where T : class
    {
        try
        {
            builder.Configuration.GetSection(section).Get<T>(binder => binder.ErrorOnUnknownConfiguration = true);
        }
        catch (InvalidOperationException e)
        {
            // The inner exception describes an error in an item of a list.
            var reason = (e.InnerException as InvalidOperationException ?? e).Message
                .Replace($"{section}:", $"{section}__", StringComparison.Ordinal);
            throw new SettingException($"A setting {section}__… is unknown or has an invalid value. {reason}");
        }
        return builder.Services.AddOptions<T>().BindConfiguration(section).ValidateDataAnnotations().ValidateOnStart();
    }

    internal static void Validate(IServiceProvider services)
    {
        try
        {
            services.GetService<IStartupValidator>()?.Validate();
        }
        catch (OptionsValidationException wrong)
        {
            throw new SettingException(string.Join(Environment.NewLine, wrong.Failures));
        }
        catch (AggregateException wrong)
        {
            throw new SettingException(string.Join(
                Environment.NewLine, wrong.InnerExceptions.SelectMany(e => e is OptionsValidationException o ? o.Failures : [e.Message])));
        }
    }

    /// <summary>Makes a service that can't start because of its settings end with one line instead of a stack trace.</summary>
    internal static void ExplainAtExit() => AppDomain.CurrentDomain.UnhandledException += (_, unhandled) =>
    {
        if (unhandled.ExceptionObject is not SettingException wrong)
            return;
        Console.Error.WriteLine(wrong.Message);
        Environment.Exit(ExitCode);
    };
}

/// <summary>A setting is missing or wrong; the message names the key to set and an example.</summary>
public sealed class SettingException(string message) : Exception(message);
