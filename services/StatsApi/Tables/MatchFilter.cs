namespace StatsApi.Tables;

/// <summary>The conditions of a scope on <c>stats.match m</c>.</summary>
internal sealed class MatchFilter
{
    private readonly string[] _others;
    private readonly string[] _sides;

    public MatchFilter(TableScope scope, Arguments arguments)
    {
        var others = new List<string>();
        if (scope.Season is { } season)
            others.Add($"m.season = {arguments.Add(season)}");
        if (scope.CompetitionId is { } competition)
            others.Add($"m.competition_id = {arguments.Add(competition)}");
        if (scope.From is { } from)
            others.Add($"m.kickoff >= {arguments.Add(from.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc))}");
        if (scope.To is { } to)
            others.Add($"m.kickoff <= {arguments.Add(to.ToDateTime(TimeOnly.MaxValue, DateTimeKind.Utc))}");
        _others = [.. others];
        Club = scope.ClubId is { } club ? arguments.Add(club) : null;
        _sides = (Club, scope.IsHome) switch
        {
            (null, _) => [],
            (_, true) => [$"m.home_club_id = {Club}"],
            (_, false) => [$"m.away_club_id = {Club}"],
            _ => [$"m.home_club_id = {Club}", $"m.away_club_id = {Club}"],
        };
    }

    /// <summary>The placeholder of the club's id, if the scope names one.</summary>
    public string? Club { get; }

    public string Whole => And(_others, _sides.Length == 0 ? "true" : $"({string.Join(" or ", _sides)})");

    /// <summary>
    /// The conditions for the matches of one table <c>t</c>. A match fulfills one of them: a club's home and away matches are two lookups,
    /// because one lookup of both uses no index.
    /// </summary>
    public IReadOnlyList<string> OfTable(Split split) => split switch
    {
        Split.None when _sides.Length > 0 => [.. _sides.Select(side => And(_others, side))],
        Split.None => [Whole],
        Split.Competitions => [And([Whole], "m.competition_id = t.part")],
        Split.Clubs =>
        [
            And(_others, "t.venue = 'home' and m.home_club_id = t.part"),
            And(_others, "t.venue = 'away' and m.away_club_id = t.part"),
        ],
        _ => throw new ArgumentOutOfRangeException(nameof(split)),
    };

    private static string And(IEnumerable<string> conditions, string last) => string.Join(" and ", conditions.Append(last));
}
