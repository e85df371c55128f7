using Launcher;
using Statsctl.BrokerUsers;

namespace Season.Demo;

/// <summary>Where the parts of a running demo are, for people.</summary>
internal static class DemoAddresses
{
    public static IEnumerable<string> Of(Servers servers, StatsSystem system) =>
    [
        $"Web       {system.Webs[0].Address}",
        $"API       {system.Api}api/stats/leaderboard",
        $"Docs      {system.Api}docs (the key is {system.ApiKey})",
        $"Try       curl -H 'Authorization: Bearer {system.ApiKey}' '{system.Api}api/stats/leaderboard?limit=5'",
        "Publish   ./stats ctl publish result --help",
        $"Feed      RABBITMQ_URL={servers.RabbitMqOf(BrokerUser.Feed)} (samples/feeds)",
        $"Logs      {servers.Folder}",
        "Ctrl-C ends everything.",
    ];
}
