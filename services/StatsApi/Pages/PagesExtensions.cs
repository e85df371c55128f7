using ServiceDefaults;

namespace StatsApi.Pages;

internal static class PagesExtensions
{
    public static void AddPages(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        builder.AddSettings<CursorOptions>(CursorOptions.Section);
        builder.AddSettings<CdnOptions>(CdnOptions.Section);
        services.AddSingleton<CachePolicy>();
        services.AddSingleton<CompressedBodies>();
        services.AddSingleton<Cursors>();
        services.AddSingleton<PageReader>();
    }
}
