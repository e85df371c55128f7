using System.Globalization;
using Stats.Contracts;
using Stats.Scoring;

namespace Stats.Store.ReadModel;

/// <summary>
/// Defines the sums in <c>stats.standing</c>. Some sums only keep pages from adding up more rows as seasons and leagues grow: each scope
/// over all seasons, a club within one competition over all seasons, and all matches by day, also of each competition. No others are
/// needed: a club plays one match a day, and few matches in one season of a competition, but many over all.
/// </summary>
public static class RunningSums
{
    /// <summary>The season of a sum over all seasons. No season has an empty name.</summary>
    public const string AllSeasons = "";

    /// <summary>Begins the scope of one day's matches, after a competition's scope and <c>@</c>; the UTC day of kickoff follows as <c>yyyy-MM-dd</c>.</summary>
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
        new(Days(null) + RunningSum.Day, "any", OverAllSeasons: false),
        new(Days(RunningSum.Competition) + RunningSum.Day, "any", OverAllSeasons: false),
    ];

    /// <summary>The columns of a sum in table order, each with its aggregate over rows of <c>stats.prediction p</c>.</summary>
    public static IReadOnlyList<(string Name, string OfPredictions)> Columns { get; } =
    [
        ("total_predictions", "count(*)"),
        ("scored_predictions", "count(*) filter (where p.scored)"),
        ("total_points", "sum(p.total_points)::bigint"),
        ("exact_scores", $"count(*) filter (where p.hit >= {(int)Hit.Exact})"),
        ("correct_tendencies", $"count(*) filter (where p.hit >= {(int)Hit.Tendency})"),
        ("correct_differences", $"count(*) filter (where p.hit >= {(int)Hit.GoalDifference})"),
    ];

    /// <summary>The clause with which an insert into <c>standing as s</c> adds to existing rows.</summary>
    internal static string Add { get; } =
        $"on conflict (scope, season, venue, model_id) do update set {Each(c => $"{c.Name} = s.{c.Name} + excluded.{c.Name}")}";

    /// <summary>A comma-separated SQL list with an expression for each column.</summary>
    public static string Each(Func<(string Name, string OfPredictions), string> expression) => string.Join(", ", Columns.Select(expression));

    /// <summary>Whether a sum exists for such a scope, by season or over all seasons.</summary>
    public static bool Exist(bool ofCompetition, bool ofClub, bool bySeason) => All.Any(sum =>
        sum.Scope == Scope(ofCompetition ? RunningSum.Competition : null, ofClub ? RunningSum.Home : null)
        && (bySeason ? sum.BySeason : sum.OverAllSeasons));

    /// <summary>The scope of a competition, a club, a club within a competition, or all matches. Ids hold no <c>@</c>.</summary>
    public static string Scope(string? competitionId, string? clubId) =>
        clubId is null || competitionId is null ? Tags.Scope(competitionId, clubId, null) : Tags.Scope(null, clubId, null) + Within(competitionId);

    /// <summary>The suffix that limits a club's scope to a competition.</summary>
    public static string Within(string competitionId) => $"@{Tags.Scope(competitionId, null, null)}";

    /// <summary>Begins the scopes of single days in all competitions, or in one.</summary>
    public static string Days(string? competitionId) => competitionId is null ? DayPrefix : $"{Scope(competitionId, null)}@{DayPrefix}";

    /// <summary>The scope of one UTC day, in all competitions or in one. Ordinal order sorts these scopes by day.</summary>
    public static string Day(DateOnly day, string? competitionId = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{Days(competitionId)}{day:yyyy-MM-dd}");
}

/// <summary>A sum that a match adds to.</summary>
/// <param name="Scope">The scope, with this type's constants in place of values from the match.</param>
/// <param name="Venue">For a club's sum, where it played (<c>home</c> or <c>away</c>); otherwise <c>any</c>.</param>
/// <param name="BySeason">Whether there is a sum for each season.</param>
/// <param name="OverAllSeasons">Whether there is a sum over all seasons.</param>
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

    /// <summary>The same keys as SQL rows, for <c>match m</c>.</summary>
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
