namespace StatsApi.ModelPages;

/// <summary>Streaks of right tendencies in all scored predictions: the current one, and the longest (the earliest of several).</summary>
internal static class Streaks
{
    // Within a run, the number of a prediction minus its number among the right ones is constant.
    public static NpgsqlBatchCommand Ask(string modelId, TableScope scope)
    {
        var arguments = new Arguments();
        var matches = new MatchFilter(scope, arguments);
        return arguments.Command(
            $"""
            with scored as materialized (
                select m.kickoff, p.hit > 0 as is_right, row_number() over (order by m.kickoff, m.id) as n
                from stats.match m {SumsSql.Predictions(scope, $"model_id = {arguments.Add(modelId)} and scored")}
                where {matches.Whole}
            ), runs as materialized (
                select count(*) as length, min(kickoff) as first, max(kickoff) as last, max(n) as n
                from (select kickoff, n, n - row_number() over (order by n) as run from scored where is_right) right_ones
                group by run
            )
            (select true as current, length, first, last from runs where n = (select max(n) from scored))
            union all
            (select false, length, first, last from runs order by length desc, n limit 1)
            """);
    }

    /// <summary>Advances to the next result and reads it.</summary>
    public static async Task<(Streak Current, Streak Best)> ReadAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        await reader.NextResultAsync(cancellationToken);
        var (current, best) = (Streak.None, Streak.None);
        while (await reader.ReadAsync(cancellationToken))
        {
            var streak = new Streak(reader.GetInt64(1), reader.GetDateTime(2), reader.GetDateTime(3));
            if (reader.GetBoolean(0))
                current = streak;
            else
                best = streak;
        }
        return (current, best);
    }
}
