using Statsctl.Feed;

namespace Bench;

/// <summary>A match with the predictions of 35 models, enough for a table.</summary>
internal static class OneMatchPlayed
{
    public static async Task PublishAsync(Servers servers, CancellationToken ct)
    {
        await using var feed = await FeedPublisher.ConnectAsync(new Uri(servers.RabbitMq), ct);
        var kickoff = new DateTimeOffset(2020, 5, 2, 15, 0, 0, TimeSpan.Zero);
        for (var n = 0; n < 35; n++)
        {
            var model = new Model($"model-{n}", $"Model {n}", "bench");
            await feed.PublishAsync(new PredictionSubmitted("m", model, n % 4, n % 3, kickoff.AddHours(-1)), ct);
        }
        var result = new MatchCompleted(
            "m", new("c", "Cup"), "2019-20", new("h", "Home"), new("a", "Away"), kickoff, new Score(new(2, 1)), 1, kickoff.AddHours(2));
        await feed.PublishAsync(result, ct);
        await Task.Delay(TimeSpan.FromSeconds(3), ct);
    }
}
