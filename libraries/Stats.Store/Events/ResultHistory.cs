using Npgsql;
using Stats.Scoring;

namespace Stats.Store.Events;

/// <summary>
/// How a match came to its points: every event of its stream but the predictions, asked and read beside whatever else of the same
/// snapshot.
/// </summary>
public static class ResultHistory
{
    private static readonly string[] Types =
        [EventJson.NameOf(typeof(ResultRecorded)), EventJson.NameOf(typeof(MatchVoided)), EventJson.NameOf(typeof(PointsCalculated))];

    /// <summary>Asks for them.</summary>
    public static NpgsqlBatchCommand Ask(string matchId) => new(
        $"""
        select {EventRows.Columns}
        from events.mt_events
        where stream_id = $1 and {EventRows.Counting} and type = any($2)
        order by version
        """)
    {
        Parameters =
        {
            new NpgsqlParameter<string> { TypedValue = matchId },
            new NpgsqlParameter<string[]> { TypedValue = Types },
        },
    };

    /// <summary>Reads the result that the reader stands on, oldest first.</summary>
    public static async Task<IReadOnlyList<RecordedEvent>> ReadAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        var history = new List<RecordedEvent>();
        while (await reader.ReadAsync(cancellationToken))
            history.Add(EventRows.Read(reader));
        return history;
    }
}
