using System.Globalization;
using Stats.Contracts;
using Stats.Scoring;

namespace Stats.Store.ReadModel;

/// <summary>
/// The sums in <c>stats.standing</c>: which there are, and what each holds. Beside the sums by season there are such that no page adds up
/// more rows when more seasons and leagues lie behind it: each scope also over all seasons, a club within one competition over all seasons,
/// and everything also by day. A league or a club plays few matches a day, all leagues don't; a club plays few matches in a season of a
/// competition, and many over all of them.
/// </summary>
public static class RunningSums
{
    /// <summary>The season of a sum over all seasons. No season has an empty name.</summary>
    public const string AllSeasons = "";

    /// <summary>The beginning of the scope of one day's matches in all competitions; <c>yyyy-MM-dd</c> follows, the UTC day of kickoff.</summary>
    public const string DayPrefix = "day:";

    /// <summary>Every sum that a match adds to.</summary>
    internal static IReadOnlyList<RunningSum> All { get; } =
    [
        new(Scope(null, null), "any"),
        new(Scope(RunningSum.Competition, null), "any"),
        new(Scope(null, RunningSum.Home), "home"),
        new(Scope(null, RunningSum.Away), "away"),
        new(Scope(RunningSum.Competition, RunningSum.Home), "home", BySeason: false),
        new(Scope(RunningSum.Competition, RunningSum.Away), "away", BySeason: false),
        new(DayPrefix + RunningSum.Day, "any", OverAllSeasons: false),
    ];

    /// <summary>The columns of a sum in the order of the table, and what each is of rows of <c>stats.prediction p</c>.</summary>
    public static IReadOnlyList<(string Name, string OfPredictions)> Columns { get; } =
    [
        ("total_predictions", "count(*)"),
        ("scored_predictions", "count(*) filter (where p.scored)"),
        ("total_points", "sum(p.total_points)::bigint"),
        ("exact_scores", $"count(*) filter (where p.hit >= {(int)Hit.Exact})"),
        ("correct_tendencies", $"count(*) filter (where p.hit >= {(int)Hit.Tendency})"),
        ("correct_differences", $"count(*) filter (where p.hit >= {(int)Hit.GoalDifference})"),
    ];

    /// <summary>How an insert into <c>standing as s</c> adds to the rows that are there.</summary>
    internal static string Add { get; } =
        $"on conflict (scope, season, venue, model_id) do update set {Each(c => $"{c.Name} = s.{c.Name} + excluded.{c.Name}")}";

    /// <summary>A list of SQL with an expression for each column.</summary>
    public static string Each(Func<(string Name, string OfPredictions), string> expression) => string.Join(", ", Columns.Select(expression));

    /// <summary>Whether there is a sum for such a scope, by season or over all seasons.</summary>
    public static bool Exist(bool ofCompetition, bool ofClub, bool bySeason) => All.Any(sum =>
        sum.Scope == Scope(ofCompetition ? RunningSum.Competition : null, ofClub ? RunningSum.Home : null)
        && (bySeason ? sum.BySeason : sum.OverAllSeasons));

    /// <summary>The scope of a competition, a club, a club within a competition, or all matches. Ids hold no <c>@</c>.</summary>
    public static string Scope(string? competitionId, string? clubId) =>
        clubId is null || competitionId is null ? Tags.Scope(competitionId, clubId, null) : Tags.Scope(null, clubId, null) + Within(competitionId);

    /// <summary>What a competition adds to a club's scope.</summary>
    public static string Within(string competitionId) => $"@{Tags.Scope(competitionId, null, null)}";

    /// <summary>The scope of one UTC day. In the order of scopes the later day is the later one.</summary>
    public static string Day(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{DayPrefix}{day:yyyy-MM-dd}");
}

/// <summary>A sum that a match adds to.</summary>
/// <param name="Scope">With the constants of this type for parts that the match gives.</param>
/// <param name="Venue">Of a club's sum where it played, else <c>any</c>.</param>
/// <param name="BySeason">Whether there is one for each season.</param>
/// <param name="OverAllSeasons">Whether there is one over all seasons.</param>
internal sealed record RunningSum(string Scope, string Venue, bool BySeason = true, bool OverAllSeasons = true)
{
    public const string Competition = "{competition}";
    public const string Home = "{home}";
    public const string Away = "{away}";
    public const string Day = "{day}";

    /// <summary>The keys of a match's rows, without a model.</summary>
    public IEnumerable<StandingKey> KeysOf(ResultRecorded result)
    {
        var scope = Scope
            .Replace(Competition, result.Competition.Id, StringComparison.Ordinal)
            .Replace(Home, result.HomeClub.Id, StringComparison.Ordinal)
            .Replace(Away, result.AwayClub.Id, StringComparison.Ordinal)
            .Replace(Day, result.Kickoff.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), StringComparison.Ordinal);
        return Seasons(result.Season, RunningSums.AllSeasons).Select(season => new StandingKey(scope, season, Venue, ""));
    }

    /// <summary>The same as rows of SQL, for <c>match m</c>.</summary>
    public IEnumerable<string> RowsOf()
    {
        var scope = Scope
            .Replace(Competition, "' || m.competition_id || '", StringComparison.Ordinal)
            .Replace(Home, "' || m.home_club_id || '", StringComparison.Ordinal)
            .Replace(Away, "' || m.away_club_id || '", StringComparison.Ordinal)
            .Replace(Day, "' || to_char(m.kickoff at time zone 'UTC', 'YYYY-MM-DD') || '", StringComparison.Ordinal);
        return Seasons("m.season", $"'{RunningSums.AllSeasons}'").Select(season => $"('{scope}', {season}, '{Venue}')");
    }

    private string[] Seasons(string its, string all) => (BySeason, OverAllSeasons) switch
    {
        (true, true) => [its, all],
        (true, false) => [its],
        _ => [all],
    };
}
