using RabbitMQ.Client;
using Statsctl.DeadLetters;

namespace Stats.Tests.DeadLetters;

public sealed class ResubmissionTests
{
    private static readonly Dictionary<string, object?> Own =
        new() { ["traceparent"] = "00-1-2-00", ["timestamp_in_ms"] = 5L, ["x-mine"] = "x" };

    [Fact]
    public void Headers_added_after_publishing_are_removed()
    {
        var headers = new Dictionary<string, object?>(Own);
        foreach (var added in new[]
        {
            "stats-reason", "stats-field", "stats-service", "stats-refused-at", "stats-trace-id", "MT-Reason", "MT-Fault-Message",
            "MT-Fault-StackTrace", "MT-Host-MachineName", "x-death", "x-first-death-queue", "x-last-death-queue", "x-delivery-count",
            "x-acquired-count",
        })
        {
            headers[added] = "added";
        }
        var again = Resubmission.ToOrigin(Letter("stats.scoring.results_error", headers));
        Assert.Equal(Own, again.Properties.Headers);
        Assert.Equal(("stats.scoring.results", "match.voided"), (again.Exchange, again.RoutingKey));
        var properties = again.Properties;
        Assert.Equal(("application/json", "id-1", false), (properties.ContentType, properties.MessageId, properties.IsUserIdPresent()));
        Assert.Equal([1, 2, 3], again.Body.ToArray());
        Assert.Equal(17, headers.Count);
    }

    [Theory]
    [InlineData("stats.scoring.predictions_error", "stats.scoring.predictions")]
    [InlineData("stats.scoring.results_dead", "stats.scoring.results")]
    [InlineData("stats.invalidator.points_error", "stats.invalidator.points")]
    [InlineData("stats.feed.unrouted", "stats.feed")]
    public void A_message_returns_to_its_original_exchange(string queue, string exchange)
    {
        var again = Resubmission.ToOrigin(Letter(queue, null), "prediction.submitted");
        Assert.Equal((exchange, "prediction.submitted", null), (again.Exchange, again.RoutingKey, again.Properties.Headers));
    }

    [Fact]
    public void A_message_put_back_into_its_queue_keeps_the_reason_but_not_the_delivery_count()
    {
        var headers = new Dictionary<string, object?> { ["stats-reason"] = "conflict", ["x-delivery-count"] = 10L };
        var again = Resubmission.ToItsPlace(Letter("stats.scoring.results_error", headers));
        Assert.Equal(("stats.scoring.results_error", "match.voided"), (again.Exchange, again.RoutingKey));
        Assert.Equal(["stats-reason"], again.Properties.Headers!.Keys);
    }

    private static DeadLetter Letter(string queue, Dictionary<string, object?>? headers) => new(
        DeadLetterQueue.All.Single(known => known.Name == queue),
        "match.voided",
        new BasicProperties { ContentType = "application/json", MessageId = "id-1", UserId = "feed", Headers = headers },
        new byte[] { 1, 2, 3 });
}
