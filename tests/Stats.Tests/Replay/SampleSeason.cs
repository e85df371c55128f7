using Season.Replay;
using Stats.Tests.Deployment;
using Statsctl.Forecasters;

namespace Stats.Tests.Replay;

/// <summary>The season in samples/.</summary>
internal static class SampleSeason
{
    public static string Path { get; } = Checkout.PathOf("samples/2015-16/en.1.csv");

    public static string Predictions { get; } = Checkout.PathOf("samples/predictions.csv");

    public static IReadOnlyList<FeedMatch> Matches { get; } = ResultsFiles.Read([Path]).Matches;
}
