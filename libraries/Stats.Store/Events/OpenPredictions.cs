using Npgsql;
using Stats.Scoring;

namespace Stats.Store.Events;

/// <summary>
/// The predictions of a match whose result isn't known, superseded ones too: they are in the log alone. Asked and read beside whatever
/// else of the same snapshot.
/// </summary>
public static class OpenPredictions
{
    /// <summary>Asks for them; there are none once the match was scored.</summary>
    public static NpgsqlBatchCommand Ask(string matchId) => new(
        $"""
        select {EventRows.Columns}
        from events.mt_events
        where stream_id = $1 and {EventRows.Counting} and type = $2 and not exists (select from stats.match where id = $1)
        """)
    {
        Parameters =
        {
            new NpgsqlParameter<string> { TypedValue = matchId },
            new NpgsqlParameter<string> { TypedValue = EventJson.NameOf(typeof(PredictionPlaced)) },
        },
    };

    /// <summary>Reads the result that the reader stands on.</summary>
    public static async Task<IReadOnlyList<PredictionPlaced>> ReadAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        var predictions = new List<PredictionPlaced>();
        while (await reader.ReadAsync(cancellationToken))
            predictions.Add((PredictionPlaced)EventRows.Read(reader).Event);
        return predictions;
    }
}
