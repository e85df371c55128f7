using Launcher;

namespace Season.Demo;

/// <summary>The options of a demo, which <see cref="DemoCommand"/> describes.</summary>
/// <param name="LiveSpeed">How many times as fast as in reality a league is followed; null for a replay.</param>
internal sealed record DemoRequest(
    bool Exit,
    int Port,
    int WebPort,
    IReadOnlyList<string> Results,
    string? Season,
    string? Predictions,
    int? Shuffle,
    double Duplicate,
    string ApiKey,
    int RateLimit,
    double? LiveSpeed)
{
    /// <summary>The services to start.</summary>
    public StatsSystemOptions Services => new()
    {
        ApiPort = Port,
        Webs = 1,
        WebPort = WebPort,
        ApiKey = ApiKey,
        RateLimit = RateLimit,
    };
}
