using Launcher;
using Statsctl.BrokerUsers;

namespace Season.Demo;

/// <summary>Where the parts of a running demo are, for people.</summary>
internal static class DemoAddresses
{
    public static IEnumerable<string> Of(Servers servers, Uri web, Uri api, string key) =>
    [
        $"Web       {web}",
        $"API       {api}api/stats/leaderboard",
        $"Docs      {api}docs (the key is {key})",
        $"Try       curl -H 'Authorization: Bearer {key}' '{api}api/stats/leaderboard?limit=5'",
        "Publish   ./stats ctl publish result --help",
        $"Feed      RABBITMQ_URL={servers.RabbitMqOf(BrokerUser.Feed)} (samples/feeds)",
        .. servers.ToolCommand(Server.RabbitMq, "rabbitmqctl") is { } rabbitmqctl ? [$"RabbitMQ  {rabbitmqctl} list_queues"] : (string[])[],
        $"Logs      {servers.Folder}",
        "Ctrl-C ends everything.",
    ];
}
