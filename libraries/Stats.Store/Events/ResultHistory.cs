namespace Stats.Store.Events;

/// <summary>
/// How a match came to its points: every event of its stream except predictions, read in a batch with other queries of the same
/// snapshot.
/// </summary>
public static class ResultHistory
{
    private static readonly string[] Types =
        [EventJson.NameOf(typeof(ResultRecorded)), EventJson.NameOf(typeof(MatchVoided)), EventJson.NameOf(typeof(PointsCalculated))];

    public static NpgsqlBatchCommand Ask(string matchId) => Statement.Batched(
        $"""
        select {EventRows.Columns}
        from events.mt_events
        where stream_id = $1 and {EventRows.Counting} and type = any($2)
        order by version
        """,
        matchId,
        Types);

    /// <summary>Reads the events from the reader's current result set, oldest first.</summary>
    public static async Task<IReadOnlyList<RecordedEvent>> ReadAsync(NpgsqlDataReader reader, CancellationToken cancellationToken) =>
        await reader.ListAsync(EventRows.Read, cancellationToken);
}
