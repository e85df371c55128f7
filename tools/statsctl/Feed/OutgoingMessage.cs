using System.Diagnostics;
using Stats.Contracts.Feed;

namespace Statsctl.Feed;

/// <summary>A message as published: the routing key, and the JSON body without an envelope.</summary>
/// <param name="RoutingKey">One of those in <see cref="FeedExchange"/>.</param>
public readonly record struct OutgoingMessage(string RoutingKey, ReadOnlyMemory<byte> Body)
{
    public static OutgoingMessage Of(FeedMessage message) => message switch
    {
        PredictionSubmitted p =>
            new(FeedExchange.PredictionSubmitted, JsonSerializer.SerializeToUtf8Bytes(p, ContractJson.Default.PredictionSubmitted)),
        MatchCompleted m => new(FeedExchange.MatchCompleted, JsonSerializer.SerializeToUtf8Bytes(m, ContractJson.Default.MatchCompleted)),
        MatchVoided v => new(FeedExchange.MatchVoided, JsonSerializer.SerializeToUtf8Bytes(v, ContractJson.Default.MatchVoided)),
        _ => throw new UnreachableException($"{message.GetType()} is not a message of the feed."),
    };

    /// <summary>Reads the message as the service will.</summary>
    /// <exception cref="FeedException">The service would refuse it.</exception>
    public void ThrowIfRefused()
    {
        try
        {
            using var body = FeedReader.Parse(Body);
            FeedReader.Read(RoutingKey, body.RootElement);
        }
        catch (RefusedException refused)
        {
            throw new FeedException($"the service would refuse the message ({refused.Reason}): {refused.Message}", refused);
        }
    }
}
