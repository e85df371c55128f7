using System.Text.Json;
using System.Text.RegularExpressions;

namespace Statsctl.Results.Sources;

/// <summary>
/// Reads openfootball's football.json in both layouts: <c>matches[]</c> with <c>score.ft</c> (also <c>et</c> and <c>p</c>, or the
/// score as <c>[home, away]</c>), and the older <c>rounds[].matches[]</c> with <c>score1</c>/<c>score2</c> (also with the suffixes
/// <c>et</c> and <c>p</c>). Clubs are names, or objects with a <c>name</c>.
/// Source: https://github.com/openfootball/football.json
/// </summary>
internal static partial class FootballJson
{
    /// <summary>Whether a document has matches; the same folders contain other JSON too.</summary>
    public static bool HasMatches(LocatedJson root) => (root["matches"] ?? root["rounds"])?.Kind == JsonValueKind.Array;

    /// <summary>The league's name from <c>name</c>, without the season after it; null if there is none.</summary>
    public static string? CompetitionName(LocatedJson root) =>
        root["name"]?.Text is { } title && SeasonAtTheEnd().Replace(title, "").Trim() is { Length: > 0 } name ? name : null;

    /// <summary>All matches, played or not, in the file's order.</summary>
    /// <exception cref="UnreadableFileException">Names the line and what was expected there.</exception>
    public static List<RecordedMatch> Matches(string path, LocatedJson root)
    {
        if (!HasMatches(root))
            throw new UnreadableFileException(path, root.Line, "expected an object with a list 'matches' or 'rounds'");
        var rounds = root["rounds"]?.Items ?? [];
        return [.. rounds.Append(root).SelectMany(round => round["matches"]?.Items ?? []).Select(match => Match(path, match))];
    }

    private static RecordedMatch Match(string path, LocatedJson match)
    {
        UnreadableFileException Expected(string what, LocatedJson? found) => new(path, (found ?? match).Line, $"expected {what}");

        if (!Kickoff.TryDate(match["date"]?.Text ?? "", out var date))
            throw Expected($"'date' to be {Kickoff.DateRule}", match["date"]);
        if (match["time"] is { } given && (given.Text is null || !Kickoff.TryTime(given.Text, out _)))
            throw Expected($"'time' to be {Kickoff.TimeRule}", given);
        Kickoff.TryTime(match["time"]?.Text, out var time);

        var status = Status(match["status"]?.Text);
        var score = FootballJsonScore.Read(match, Expected);
        var home = ClubName(match["team1"]);
        var away = ClubName(match["team2"]);
        // The clubs of a later round's fixture may be unknown; it is skipped because it has no score.
        if (score is not null && home is null)
            throw Expected("'team1' to be a club's name, or an object with a 'name'", match["team1"]);
        if (score is not null && away is null)
            throw Expected("'team2' to be a club's name, or an object with a 'name'", match["team2"]);
        return new RecordedMatch(match.Line, Kickoff.At(date, time), home ?? "", away ?? "", score, status);
    }

    private static string? ClubName(LocatedJson? club) =>
        (club?.Kind == JsonValueKind.Object ? club["name"] : club)?.Text is { Length: > 0 } name ? name : null;

    private static MatchStatus Status(string? word) => word?.ToLowerInvariant() switch
    {
        "awarded" => MatchStatus.Awarded,
        "abandoned" => MatchStatus.Abandoned,
        "postponed" => MatchStatus.Postponed,
        "cancelled" or "canceled" => MatchStatus.Cancelled,
        _ => MatchStatus.Played,
    };

    [GeneratedRegex(@"\s+\d{4}([/-]\d{2,4})?\s*\z")]
    private static partial Regex SeasonAtTheEnd();
}
