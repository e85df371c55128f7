using StatsApi.Queries;
using StatsApi.Tables;

namespace StatsApi.Pages;

internal static class PagesExtensions
{
    public static void AddPages(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<CursorOptions>().BindConfiguration(CursorOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<Cursors>();
        services.AddSingleton<PageReader>();
        services.AddSingleton<TableReader>();
    }
}
