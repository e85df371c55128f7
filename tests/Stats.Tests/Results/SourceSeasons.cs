using System.Globalization;
using Stats.Contracts;
using Statsctl.Results.Sources;

namespace Stats.Tests.Results;

/// <summary>Made-up seasons of sources, as short texts.</summary>
internal static class SourceSeasons
{
    /// <param name="rows">
    /// Such as <c>2026-03-16 15:00 Reds 2-1 Blues</c>; the score may be <c>-</c>. A status and a round may follow: <c>awarded</c>,
    /// <c>#31</c>.
    /// </param>
    public static SourceSeason Of(params string[] rows) =>
        Of([.. rows.Index().Select(row => Match(row.Item, $"xx.1.json:{row.Index + 1}"))]);

    public static SourceSeason Of(SourceMatch[] matches) => new("xx.1.json", new Competition("xx.1", "League"), "2025-26", matches);

    public static SourceMatch Match(string row, string where)
    {
        var words = row.Split(' ');
        var clock = words.ElementAtOrDefault(1)?.Contains(':') == true ? 1 : 0;
        var rest = words[(1 + clock)..];
        var score = rest[1] == "-" ? null : new Score(Goals(rest[1]));
        var status = rest[3..].FirstOrDefault(text => !text.StartsWith('#')) is { } word
            ? Enum.Parse<MatchStatus>(word, ignoreCase: true)
            : score is null ? MatchStatus.Scheduled : MatchStatus.Finished;
        var round = rest[3..].FirstOrDefault(text => text.StartsWith('#')) is { } number ? $"Matchday {number[1..]}" : null;
        var kickoff = new LocalKickoff(
            DateOnly.Parse(words[0], CultureInfo.InvariantCulture),
            clock == 1 ? TimeOnly.Parse(words[1], CultureInfo.InvariantCulture) : null,
            null);
        return new SourceMatch(where, round, Name(rest[0]), Name(rest[2]), kickoff, score, status);
    }

    private static string Name(string word) => word.Replace('_', ' ');

    private static Goals Goals(string score)
    {
        var sides = score.Split('-');
        return new Goals(int.Parse(sides[0], CultureInfo.InvariantCulture), int.Parse(sides[1], CultureInfo.InvariantCulture));
    }
}
