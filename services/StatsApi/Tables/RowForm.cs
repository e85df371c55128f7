namespace StatsApi.Tables;

/// <summary>The form of a table's rows: the last ten scored predictions of each model, newest first.</summary>
internal static class RowForm
{
    public const string Columns = "form.match_ids, form.points, form.hits";

    /// <summary>Joins the form to the rows <c>page</c>.</summary>
    // The planner can't know that a model predicts most matches, and would read all its predictions. With `offset 0`, it reads matches
    // back in time until ten are found.
    public static string Join(TableScope scope, Arguments arguments) =>
        $"""
        left join lateral (
            select {InOrder("id")} as match_ids, {InOrder("total_points")} as points, {InOrder("hit")} as hits
            from (
                select m.id, m.kickoff, p.total_points, p.hit
                from stats.match m
                cross join lateral (
                    select total_points, hit from stats.prediction
                    where match_id = m.id and model_id = page.model_id and scored
                    offset 0
                ) p
                where {new MatchFilter(scope, arguments).Whole}
                order by m.kickoff desc, m.id desc
                limit 10
            ) latest
        ) form on true
        """;

    /// <param name="reader">The reader, at a row.</param>
    /// <param name="first">The number of the first column.</param>
    public static IReadOnlyList<FormPoint> Read(NpgsqlDataReader reader, int first)
    {
        if (reader.IsDBNull(first))
            return [];
        var (matches, points, hits) = (
            reader.GetFieldValue<string[]>(first), reader.GetFieldValue<int[]>(first + 1), reader.GetFieldValue<short[]>(first + 2));
        return [.. matches.Select((match, n) => new FormPoint(match, points[n], HitNames.Of(hits[n])))];
    }

    private static string InOrder(string column) => $"array_agg(latest.{column} order by latest.kickoff desc, latest.id desc)";
}
