using Statsctl.Feed;

namespace Bench;

/// <summary>A match with the predictions of 35 models, enough for a table.</summary>
internal static class OneMatchPlayed
{
    public static async Task PublishAsync(Servers servers, CancellationToken ct)
    {
        await using var feed = await FeedPublisher.ConnectAsync(new Uri(servers.RabbitMq), ct);
        var kickoff = new DateTimeOffset(2020, 5, 2, 15, 0, 0, TimeSpan.Zero);
        for (var model = 0; model < 35; model++)
            await feed.PublishAsync(new PredictionSubmitted("m", new Model($"model-{model}", $"Model {model}", "bench"), model % 4, model % 3, kickoff.AddHours(-1)), ct);
        await feed.PublishAsync(
            new MatchCompleted("m", new("c", "Cup"), "2019-20", new("h", "Home"), new("a", "Away"), kickoff, new Score(new(2, 1)), 1, kickoff.AddHours(2)), ct);
        await Task.Delay(TimeSpan.FromSeconds(3), ct);
    }
}
