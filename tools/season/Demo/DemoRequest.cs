namespace Season.Demo;

/// <summary>The options of a demo.</summary>
/// <param name="Exit">Whether to end after printing.</param>
/// <param name="Port">The API's port on loopback.</param>
/// <param name="WebPort">The web page's port on loopback.</param>
/// <param name="Results">Files and folders of results; the sample season by default.</param>
/// <param name="Predictions">A CSV file that replaces the forecasters.</param>
/// <param name="Shuffle">The seed of a random order.</param>
/// <param name="Duplicate">Probability from 0 to 1 that a message is sent twice.</param>
/// <param name="ApiKey">The key that the API accepts.</param>
/// <param name="RateLimit">The API's limit of requests per minute for one key.</param>
internal sealed record DemoRequest(
    bool Exit, int Port, int WebPort, IReadOnlyList<string> Results, string? Predictions, int? Shuffle, double Duplicate, string ApiKey, int RateLimit);
