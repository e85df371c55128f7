#:package RabbitMQ.Client
#:property PublishAot=false

// Publishes a prediction and the result of its match, each confirmed by the broker. RABBITMQ_URL says where that is.
// Outside this repository the first line needs a version: RabbitMQ.Client@7.1.2
using System.Net.Security;
using System.Text.Json;
using RabbitMQ.Client;

var factory = new ConnectionFactory
{
    Uri = new(Environment.GetEnvironmentVariable("RABBITMQ_URL") ?? "amqp://guest:guest@127.0.0.1:5672"),
    // By itself, the client accepts a certificate of another host from amqps.
    Ssl = { AcceptablePolicyErrors = SslPolicyErrors.None },
};
await using var connection = await factory.CreateConnectionAsync();
// With tracking, a publish ends when it is confirmed, and throws if it isn't or if no queue takes the message.
await using var channel = await connection.CreateChannelAsync(new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));

var match = args is [var given, ..] ? given : "sample.csharp.1";
await PublishAsync("prediction.submitted", new
{
    matchId = match,
    model = new { id = "csharp-sample", displayName = "C# sample", provider = "samples" },
    homeGoals = 2,
    awayGoals = 1,
    submittedAt = "2016-08-13T10:00:00Z",
});
await PublishAsync("match.completed", new
{
    matchId = match,
    competition = new { id = "sample.1", name = "Sample League" },
    season = "2016-17",
    homeClub = new { id = "reds", name = "Reds" },
    awayClub = new { id = "blues", name = "Blues" },
    kickoff = "2016-08-13T14:00:00Z",
    score = new { regularTime = new { home = 2, away = 1 } },
    revision = 1,
    occurredAt = "2016-08-13T15:50:00Z",
});
Console.WriteLine($"Confirmed: {match}.");

async Task PublishAsync(string routingKey, object message) => await channel.BasicPublishAsync(
    "stats.feed",
    routingKey,
    mandatory: true,
    new BasicProperties { ContentType = "application/json", Persistent = true },
    JsonSerializer.SerializeToUtf8Bytes(message));
