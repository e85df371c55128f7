using Stats.Contracts;

namespace Stats.IntegrationTests.Messaging;

/// <summary>Forged messages in the format that ScoringService publishes.</summary>
internal static class ForgedPoints
{
    public static PointsCalculated Of(IReadOnlyDictionary<string, long> tags, long generation) => new(
        "forged", "xx.1", "2019-20", "reds", "blues", 1, 1, new Quotas(2, 2, 2), 1, 1,
        tags, tags.GetValueOrDefault(Tags.Overall), generation, Facts.Kickoff);
}
