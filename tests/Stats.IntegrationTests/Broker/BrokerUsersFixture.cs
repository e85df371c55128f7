using System.Text.Json.Nodes;
using Launcher;
using RabbitMQ.Client;
using Statsctl.BrokerUsers;

namespace Stats.IntegrationTests.Broker;

/// <summary>A broker with the shipped users and with users that have other permissions. The operator has declared the topology.</summary>
public sealed class BrokerUsersFixture : IAsyncLifetime
{
    /// <summary>A queue and an exchange of another application.</summary>
    public const string Foreign = "billing.invoices";

    /// <summary>A feed that may send only predictions.</summary>
    public const string PredictionsOnly = "feed-predictions";

    /// <summary>Users with one permission that is wider than the shipped one.</summary>
    internal static IReadOnlyList<(string Name, string User, string Kind, string Pattern)> Wider { get; } =
    [
        ("feed-that-answers", BrokerUser.Feed, "write", @"^(stats\.feed|Stats\.Contracts:PointsCalculated)$"),
        ("feed-by-prefix", BrokerUser.Feed, "write", "^stats"),
        ("feed-that-listens", BrokerUser.Feed, "read", @"^stats\.scoring\.results_error$"),
        ("feed-that-declares", BrokerUser.Feed, "configure", @"^stats\.feed$"),
        ("scoring-that-feeds", BrokerUser.Scoring, "write", @"^(stats\.|Stats\.Contracts:PointsCalculated)"),
        ("invalidator-that-scores", BrokerUser.Invalidator, "read", @"^(stats\.|Stats\.Contracts:PointsCalculated$)"),
        ("invalidator-that-announces", BrokerUser.Invalidator, "write", @"^(stats\.invalidator\.points|Stats\.Contracts:)"),
        ("operator-of-everything", BrokerUser.Operator, "configure", ".*"),
        ("operator-who-sends-anywhere", BrokerUser.Operator, "write", ".*"),
        ("canary-that-announces", BrokerUser.Canary, "write", @"^(amq\.gen-.*|Stats\.Contracts:StatsInvalidated)$"),
        ("scaler-that-reads", BrokerUser.Scaler, "read", @"^stats\."),
    ];

    internal Servers Servers { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Servers = await Servers.StartAsync(ServersOptions.Own(Server.RabbitMq) with { BrokerDefinitions = Definitions() }, _ => { });
        var (code, said) = await Servers.StatsctlAsync("topology");
        Assert.True(code == 0, said);
        await using var administrator = await ConnectAsync(Servers.RabbitMq);
        await using var channel = await administrator.CreateChannelAsync();
        await channel.ExchangeDeclareAsync(Foreign, ExchangeType.Fanout, durable: true);
        await channel.QueueDeclareAsync(Foreign, durable: true, exclusive: false, autoDelete: false);
    }

    public async ValueTask DisposeAsync() => await Servers.DisposeAsync();

    internal Task<IConnection> ConnectAsUserAsync(string user) => ConnectAsync(Servers.RabbitMqOf(user));

    private static Task<IConnection> ConnectAsync(string uri) =>
        new ConnectionFactory { Uri = new Uri(uri), AutomaticRecoveryEnabled = false }.CreateConnectionAsync();

    private static JsonNode Definitions()
    {
        var definitions = BrokerDefinitions.Shipped();
        foreach (var (name, user, kind, pattern) in Wider)
            AddLike(definitions, user, name)[kind] = pattern;
        AddLike(definitions, BrokerUser.Feed, PredictionsOnly);
        definitions["topic_permissions"] = new JsonArray(new JsonObject
        {
            ["user"] = PredictionsOnly,
            ["vhost"] = "/",
            ["exchange"] = "stats.feed",
            ["write"] = @"^prediction\.submitted$",
            ["read"] = "^$",
        });
        return definitions;
    }

    /// <returns>The permissions of the new user.</returns>
    private static JsonNode AddLike(JsonNode definitions, string user, string name)
    {
        definitions["users"]!.AsArray().Add(new JsonObject { ["name"] = name, ["tags"] = new JsonArray() });
        var permissions = definitions["permissions"]!.AsArray().Single(of => (string?)of!["user"] == user)!.DeepClone();
        permissions["user"] = name;
        definitions["permissions"]!.AsArray().Add(permissions);
        return permissions;
    }
}
