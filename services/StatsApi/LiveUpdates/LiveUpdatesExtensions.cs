namespace StatsApi.LiveUpdates;

internal static class LiveUpdatesExtensions
{
    public static void AddLiveUpdates(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        builder.AddSettings<LiveUpdatesOptions>(LiveUpdatesOptions.Section);
        services.AddSingleton<StreamDiagnostics>();
        services.AddSingleton<ChangeTail>();
        services.AddHostedService(provider => provider.GetRequiredService<ChangeTail>());
        services.AddSingleton<CatchUp>();
        services.AddSingleton<StreamLimiter>();
        services.AddSingleton<ClientStreams>();
    }
}
