using StatsApi.Database;
using StatsApi.Pages;
using StatsApi.Queries;
using StatsApi.Tables;

namespace Bench.Api;

/// <summary>A page of the leaderboard as StatsApi reads it: StatsApi's own code makes the key, the tags and the statements.</summary>
internal sealed class TablePage
{
    private const string Kind = "leaderboard";

    public TablePage(string query)
    {
        var parsed = QueryReader.Read(query, Parameter.All).Query;
        var scope = TableScope.Of(parsed);
        Address = $"{Kind}?{query.TrimStart('?')}";
        Request = new PageAddress(Kind, null, parsed, scope.Tag).Request;
        Statements = SnapshotReader.Batch(Request.Tags, new TableQuestion(scope, parsed, after: null).Ask());
    }

    public string Address { get; }

    public PageRequest Request { get; }

    /// <summary>The same page under a key that StatsApi never uses.</summary>
    public PageRequest BareRequest => Request with { Key = $"{Request.Key}&bare" };

    /// <summary>Its statements, which can be sent repeatedly, one execution at a time.</summary>
    public NpgsqlBatch Statements { get; }

    /// <summary>Executes the statements and fetches all rows.</summary>
    /// <returns>The generation, and the versions of the tags.</returns>
    public async Task<(long Generation, long[] Versions)> AskAsync(NpgsqlDataSource database, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        Statements.Connection = connection;
        await using var reader = await Statements.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        var state = (reader.GetInt64(0), await reader.GetFieldValueAsync<long[]>(1, ct));
        do
        {
            while (await reader.ReadAsync(ct))
            {
            }
        }
        while (await reader.NextResultAsync(ct));
        return state;
    }
}
