using Microsoft.Extensions.DependencyInjection.Extensions;

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

    /// <summary>Must run before middleware that uses the request's key.</summary>
    public static void UseKeys(this WebApplication app) => app.UseMiddleware<KeyMiddleware>();

    // These log lines contain the query string, and so tickets. They are off in all logging providers, whatever the settings say. This also
    // avoids the activity that ASP.NET Core would start for each request.
    private static void KeepQueriesOut(LoggerFilterOptions logging)
    {
        foreach (var provider in logging.Rules.Select(rule => rule.ProviderName).Append(null).Distinct().ToArray())
            logging.Rules.Add(new LoggerFilterRule(provider, "Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None, filter: null));
    }
}
