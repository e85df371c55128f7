using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using ServiceDefaults;

namespace StatsApi.Keys;

internal static class KeysExtensions
{
    public static void AddKeys(this WebApplicationBuilder builder)
    {
        // A stranger with a wrong key must not be able to fill the log.
        builder.Logging.AddFilter(typeof(KeyHandler).FullName, LogLevel.Warning);
        var services = builder.Services;
        services.PostConfigure<LoggerFilterOptions>(KeepQueriesOut);
        builder.AddSettings<AuthOptions>(AuthOptions.Section);
        services.AddSingleton<IValidateOptions<AuthOptions>, AuthOptionsValidator>();
        services.AddSingleton<KeyRing>();
        services.AddSingleton<Tickets>();
        services.AddHostedService<RefusedChanges>();
        services.TryAddSingleton(TimeProvider.System);
        // Only the core: AddAuthentication also sets up data protection, which writes keys to the home directory and is not used here.
        services.AddWebEncoders();
        services.AddTransient<KeyHandler>();
        services.AddAuthenticationCore(options => options.AddScheme<KeyHandler>(KeyHandler.Bearer, displayName: null));
        // By path and not by endpoint, so that nothing under /api can be left open by mistake, unknown routes included.
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAssertion(MayRead).Build());
    }

    // These lines have the query string, and so a ticket. Whatever the settings say, also those of one logging provider, they stay out.
    private static void KeepQueriesOut(LoggerFilterOptions logging)
    {
        foreach (var provider in logging.Rules.Select(rule => rule.ProviderName).Append(null).Distinct().ToArray())
            logging.Rules.Add(new LoggerFilterRule(provider, "Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning, filter: null));
    }

    private static bool MayRead(AuthorizationHandlerContext context) =>
        context.Resource is HttpContext { Request.Path: var path }
        && (!path.StartsWithSegments("/api") || context.User.HasClaim(KeyHandler.ScopeClaim, KeyRing.ReadScope));
}
