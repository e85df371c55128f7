using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace ServiceDefaults;

/// <summary>Settings: what is missing or wrong stops a service at its start, with one message that names the key and an example.</summary>
public static class Settings
{
    /// <summary>The exit code of a service whose settings are wrong (EX_CONFIG of sysexits.h): starting it again won't help.</summary>
    public const int ExitCode = 78;

    /// <summary>A connection string.</summary>
    /// <param name="configuration">The service's configuration.</param>
    /// <param name="name">Its name; the key is <c>ConnectionStrings__{name}</c>.</param>
    /// <param name="example">Shown if it is missing or wrong.</param>
    /// <param name="parse">Reads it; throws <see cref="FormatException"/> or <see cref="ArgumentException"/> if it can't be read.</param>
    /// <exception cref="SettingException">It isn't set, can't be read, or has a password that is published.</exception>
    public static T Required<T>(this IConfiguration configuration, string name, string example, Func<string, T> parse)
    {
        var key = $"ConnectionStrings__{name}";
        if (configuration.GetConnectionString(name) is not { Length: > 0 } value)
            throw new SettingException($"Set {key}, for example {key}=\"{example}\".");
        if (PublishedSecrets.PasswordIn(value) is { } published && !PublishedSecrets.AreAllowed(configuration))
            throw new SettingException(PublishedSecrets.Refusal(key, $"the password {published}", "Set another one at the server and here."));
        try
        {
            return parse(value);
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            throw new SettingException($"{key} can't be read ({e.Message}). It must be like {key}=\"{example}\".");
        }
    }

    /// <summary>Binds a section to <typeparamref name="T"/>, validated at the start. Each property's own message says what it must be.</summary>
    /// <exception cref="SettingException">A key of the section is unknown, or its value is of another type.</exception>
    public static OptionsBuilder<T> AddSettings<T>(this IHostApplicationBuilder builder, string section)
        where T : class
    {
        var known = typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance);
        foreach (var given in builder.Configuration.GetSection(section).GetChildren())
        {
            var property = Array.Find(known, property => property.Name.Equals(given.Key, StringComparison.OrdinalIgnoreCase))
                ?? throw new SettingException(
                    $"There is no setting {section}__{given.Key}. Of {section} there are: {string.Join(", ", known.Select(p => $"{section}__{p.Name}"))}.");
            var converter = TypeDescriptor.GetConverter(property.PropertyType);
            if (given.Value is { } value && converter.CanConvertFrom(typeof(string)) && !converter.IsValid(value))
            {
                throw new SettingException(property.GetCustomAttribute<ValidationAttribute>()?.ErrorMessage
                    ?? $"{section}__{property.Name} can't be '{value}': it must be a {property.PropertyType.Name}.");
            }
        }
        builder.Services.AddSingleton<IValidateOptions<T>>(new Annotated<T>());
        return builder.Services.AddOptions<T>().BindConfiguration(section).ValidateOnStart();
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

    /// <summary>A service that can't start for its settings says so in one line and ends, instead of dumping a stack that nobody needs.</summary>
    internal static void ExplainAtExit() => AppDomain.CurrentDomain.UnhandledException += (_, unhandled) =>
    {
        if (unhandled.ExceptionObject is not SettingException wrong)
            return;
        Console.Error.WriteLine(wrong.Message);
        Environment.Exit(ExitCode);
    };

    // The framework's own would wrap each message in a sentence about classes.
    private sealed class Annotated<T> : IValidateOptions<T>
        where T : class
    {
        public ValidateOptionsResult Validate(string? name, T options)
        {
            var failures = new List<ValidationResult>();
            return Validator.TryValidateObject(options, new ValidationContext(options), failures, validateAllProperties: true)
                ? ValidateOptionsResult.Success
                : ValidateOptionsResult.Fail(failures.Select(failure => failure.ErrorMessage!));
        }
    }
}

/// <summary>A setting is missing or wrong; the message names the key to set and an example.</summary>
public sealed class SettingException(string message) : Exception(message);
