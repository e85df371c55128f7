using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using ServiceDefaults;

namespace StatsApi.ApiKeys;

internal static class ApiKeysExtensions
{
    public static void AddKeys(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.PostConfigure<LoggerFilterOptions>(KeepQueriesOut);
        builder.AddSettings<AuthOptions>(AuthOptions.Section);
        services.AddSingleton<IValidateOptions<AuthOptions>, AuthOptionsValidator>();
        services.AddSingleton<IValidateOptions<AuthOptions>, PublishedKeys>();
        services.AddSingleton<KeyRing>();
        services.AddSingleton<Tickets>();
        services.AddSingleton<UsedTickets>();
        services.AddHostedService<KeyReloadLog>();
        services.TryAddSingleton(TimeProvider.System);
    }

    /// <summary>Before whatever wants to know whose a request is.</summary>
    public static void UseKeys(this WebApplication app) => app.UseMiddleware<KeyMiddleware>();

    // These lines have the query string, and so a ticket. Whatever the settings say, also those of one logging provider, they stay out. With them
    // goes the span that is begun for each request for their sake, even if nothing is exported.
    private static void KeepQueriesOut(LoggerFilterOptions logging)
    {
        foreach (var provider in logging.Rules.Select(rule => rule.ProviderName).Append(null).Distinct().ToArray())
            logging.Rules.Add(new LoggerFilterRule(provider, "Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None, filter: null));
    }
}
