using Npgsql;
using Stats.Store.ReadModel;
using StatsApi.Database;
using StatsApi.Tables;

namespace StatsApi.ModelHistory;

/// <summary>Reads the history of a model, from the running sums of days; of a club, from its matches: it plays one a day.</summary>
internal sealed class ModelHistoryQuestion(string modelId, TableScope scope, bool byMatchday) : IQuestion<(NamedIds Named, ModelHistoryPage? Page)>
{
    public IEnumerable<NpgsqlBatchCommand> Ask() =>
        [NamedIds.Ask(scope, []), ModelNames.Ask([modelId]), Days(), .. byMatchday ? new[] { ClubsOfDays() } : []];

    public async Task<(NamedIds Named, ModelHistoryPage? Page)> ReadAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        var named = await NamedIds.ReadAsync(reader, cancellationToken);
        if (await ModelNames.ReadAsync(reader, cancellationToken) is not [var model])
            return (named, null);
        await reader.NextResultAsync(cancellationToken);
        var entries = new List<ModelHistoryEntry>();
        while (await reader.ReadAsync(cancellationToken))
            entries.Add(Read(reader));
        var shown = byMatchday ? Matchdays.Join(entries, Matchdays.Of(await ClubsAsync(reader, cancellationToken))) : entries;
        return (named, new ModelHistoryPage(model.ModelId, model.DisplayName, model.Provider, shown));
    }

    // All models have a row on every day from the first on, because a model that did not predict keeps its average.
    private NpgsqlBatchCommand Days()
    {
        var arguments = new Arguments();
        var model = arguments.Add(modelId);
        return arguments.Command(
            $"""
            with sums as materialized ({(scope.ClubId is null ? FromSums(arguments) : FromMatches(arguments))}),
            cumulative as (
                select d.day, m.model_id, coalesce(s.scored, 0) as day_scored, coalesce(s.points, 0) as day_points,
                    sum(coalesce(s.scored, 0)) over until_then as scored, sum(coalesce(s.points, 0)) over until_then as points
                from (select distinct day from sums where scored > 0) d
                cross join (select distinct model_id from sums where scored > 0) m
                left join sums s using (day, model_id)
                window until_then as (partition by m.model_id order by d.day)
            ),
            valued as (select c.*, {Ranks.Average("c.points", "c.scored")} as value from cumulative c),
            compared as (select v.*, max(value) filter (where model_id = {model}) over (partition by day) as own from valued v)
            select day,
                max(day_scored) filter (where model_id = {model})::bigint, max(day_points) filter (where model_id = {model})::bigint,
                max(scored) filter (where model_id = {model})::bigint, max(points) filter (where model_id = {model})::bigint,
                1 + count(*) filter (where value > own), count(value)
            from compared
            where own is not null
            group by day
            order by day
            """);
    }

    // A season has a small part of the days of its sums' scopes.
    private string FromSums(Arguments arguments)
    {
        var days = RunningSums.Days(scope.CompetitionId);
        var ofSeason = "";
        if (scope.Season is { } season)
        {
            var (id, matches) = (arguments.Add(season), new MatchFilter(scope with { From = null, To = null }, arguments).Whole);
            ofSeason = $"and s.season = {id} and s.scope >= ({Bound("min", matches)}) and s.scope <= ({Bound("max", matches)})";
        }
        var (from, to) = (scope.From ?? DateOnly.MinValue, scope.To ?? DateOnly.MaxValue);
        return $"""
            select right(s.scope, 10)::date as day, s.model_id, sum(s.scored_predictions)::bigint as scored, sum(s.total_points)::bigint as points
            from stats.standing s
            where s.scope between {arguments.Add(RunningSums.Day(from, scope.CompetitionId))} and {arguments.Add(RunningSums.Day(to, scope.CompetitionId))}
                {ofSeason}
            group by 1, 2
            """;

        string Bound(string which, string matches) =>
            $"select {arguments.Add(days)} || to_char({which}(m.kickoff) at time zone 'UTC', 'YYYY-MM-DD') from stats.match m where {matches}";
    }

    private string FromMatches(Arguments arguments) =>
        $"""
        select (m.kickoff at time zone 'UTC')::date as day, p.model_id, count(*) as scored, sum(p.total_points)::bigint as points
        from stats.match m {SumsSql.Predictions(scope, "scored")}
        where {new MatchFilter(scope, arguments).Whole}
        group by 1, 2
        """;

    private NpgsqlBatchCommand ClubsOfDays()
    {
        var arguments = new Arguments();
        var matches = new MatchFilter(new TableScope(scope.Season, scope.CompetitionId, null, null, null, null), arguments);
        return arguments.Command(
            $"""
            select (m.kickoff at time zone 'UTC')::date as day, array_agg(m.home_club_id) || array_agg(m.away_club_id)
            from stats.match m
            where {matches.Whole}
            group by 1
            order by 1
            """);
    }

    private static async Task<IReadOnlyList<(DateOnly Day, IReadOnlyList<string> Clubs)>> ClubsAsync(
        NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        await reader.NextResultAsync(cancellationToken);
        var days = new List<(DateOnly, IReadOnlyList<string>)>();
        while (await reader.ReadAsync(cancellationToken))
            days.Add((reader.GetFieldValue<DateOnly>(0), reader.GetFieldValue<string[]>(1)));
        return days;
    }

    private static ModelHistoryEntry Read(NpgsqlDataReader reader)
    {
        var (predictions, points) = (reader.GetInt64(3), reader.GetInt64(4));
        return new ModelHistoryEntry(
            Day: reader.GetFieldValue<DateOnly>(0),
            Matchday: null,
            ScoredPredictions: reader.GetInt64(1),
            TotalPoints: reader.GetInt64(2),
            CumulativePredictions: predictions,
            CumulativePoints: points,
            AvgPoints: Rounded.Average(points, predictions),
            Rank: reader.GetInt64(5),
            Of: reader.GetInt64(6));
    }
}
