namespace Season.Demo;

/// <summary>The options of a demo, which <see cref="DemoCommand"/> describes.</summary>
internal sealed record DemoRequest(
    bool Exit,
    int Port,
    int WebPort,
    IReadOnlyList<string> Results,
    string? Predictions,
    int? Shuffle,
    double Duplicate,
    string ApiKey,
    int RateLimit);
