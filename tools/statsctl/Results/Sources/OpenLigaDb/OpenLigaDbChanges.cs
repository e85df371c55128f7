namespace Statsctl.Results.Sources;

/// <summary>
/// Finds out with <c>getlastchangedate</c> if the whole season must be read again. It asks for the matchdays with a match around now;
/// a correction of an older one is found by the whole reading that is due from time to time.
/// </summary>
internal sealed class OpenLigaDbChanges(string shortcut, int year, SourceClient client, SourceOptions options)
{
    // With more of them, reading all is cheaper.
    private const int MostMatchdays = 3;

    private static readonly TimeSpan Between = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan Before = TimeSpan.FromHours(1);

    private static readonly TimeSpan After = TimeSpan.FromHours(12);

    private readonly Dictionary<int, string> _accepted = [];
    private readonly Dictionary<int, string> _asked = [];
    private LocatedJson? _season;
    private DateTimeOffset _seasonAt;

    /// <summary>Whether the season must be read again.</summary>
    public async Task<bool> AnyAsync(CancellationToken ct)
    {
        var now = options.Time.GetUtcNow();
        _asked.Clear();
        if (_season is null || now - _seasonAt >= Between)
            return true;
        var matchdays = _season.Items.Where(match => IsAround(match, now)).Select(MatchdayOf).Distinct().ToArray();
        if (matchdays.Length > MostMatchdays)
            return true;
        foreach (var matchday in matchdays)
        {
            var answer = await client.GetAsync($"getlastchangedate/{Uri.EscapeDataString(shortcut)}/{year}/{matchday}", ct);
            _asked[matchday] = answer.Text ?? throw answer.Expected("a time as text");
        }
        return _asked.Any(asked => _accepted.GetValueOrDefault(asked.Key) != asked.Value);
    }

    /// <summary>Takes a season that was read after <see cref="AnyAsync"/>, and so contains the changes that it found.</summary>
    public void Accept(LocatedJson season)
    {
        (_season, _seasonAt) = (season, options.Time.GetUtcNow());
        foreach (var (matchday, change) in _asked)
            _accepted[matchday] = change;
    }

    private static bool IsAround(LocatedJson match, DateTimeOffset now) =>
        OpenLigaDbMatch.TryKickoff(match, out var kickoff) && kickoff - Before <= now && now <= kickoff + After;

    private static int MatchdayOf(LocatedJson match) =>
        match["group"]?["groupOrderID"]?.Number ?? throw (match["group"] ?? match).Expected("'groupOrderID' to be a number");
}
