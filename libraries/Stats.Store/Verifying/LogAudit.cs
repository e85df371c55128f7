namespace Stats.Store.Verifying;

/// <summary>Checks that the log is consistent in itself.</summary>
internal sealed class LogAudit(int examples)
{
    private readonly List<Difference> _wrong = [];
    private readonly List<Difference> _unscored = [];
    private long _wrongCount;
    private long _unscoredCount;

    /// <summary>Checks that every scoring of a stream follows from the events before it, and no event follows the last one.</summary>
    public MatchHistory Look(EventStream stream)
    {
        var history = MatchHistory.Of(stream, (before, scored) =>
        {
            // The first scoring may use any rules; the others must use the same.
            var expected = before.Result is null ? null : MatchDecider.Score(before, scored.Rules);
            if (expected != scored && _wrongCount++ < examples)
            {
                var key = $"{stream.Id}, scoring {scored.Scoring}";
                _wrong.Add(Difference.Of(key, expected is null ? null : EventJson.Write(expected), EventJson.Write(scored)));
            }
        });
        if (history.Known is { Result: not null, IsUnscored: true } && _unscoredCount++ < examples)
            _unscored.Add(new(stream.Id, "a scoring after the last event", "none: the next message about the match adds one"));
        return history;
    }

    /// <summary>Checks all streams' versions against their events; returns these and all earlier findings.</summary>
    public async Task<IEnumerable<Finding>> FindingsAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var count = 0L;
        var versions = await connection.ListAsync(
            """
            select count(*) over (), id, version, events, highest
            from (
                select s.id, coalesce(s.version, 0) as version, count(e.seq_id) as events,
                    coalesce(min(e.version), 1) as lowest, coalesce(max(e.version), 0) as highest
                from events.mt_streams s left join events.mt_events e on e.stream_id = s.id
                where s.id <> 'mt_tombstone'
                group by s.id
            ) each
            where version <> events or highest <> events or lowest < 1
            order by id collate "C"
            limit $1
            """,
            row =>
            {
                count = row.GetInt64(0);
                return new Difference(
                    row.GetString(1), $"version {row.GetInt64(2)}", $"{row.GetInt64(3)} events, the last with version {row.GetInt64(4)}");
            },
            cancellationToken,
            examples);
        return
        [
            new("log: streams", count, versions),
            new("log: scorings", _wrongCount, _wrong),
            new("log: not scored", _unscoredCount, _unscored),
        ];
    }
}
