using ServiceDefaults;

namespace StatsWeb.Live;

internal static class ScoreboardExtensions
{
    public static void AddScoreboard(this WebApplicationBuilder builder)
    {
        builder.AddSettings<ScoreboardOptions>(ScoreboardOptions.Section);
        builder.Services.AddHttpClient<ScoreboardClient>(http => http.Timeout = TimeSpan.FromSeconds(1)).RemoveAllLoggers();
    }
}
