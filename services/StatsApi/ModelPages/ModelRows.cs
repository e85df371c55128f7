using Npgsql;
using StatsApi.Database;
using StatsApi.Queries;
using StatsApi.Tables;

namespace StatsApi.ModelPages;

/// <summary>The rows of one model in every table that a scope is split into. Its ranks depend on all models, so all are ranked.</summary>
internal static class ModelRows
{
    public static NpgsqlBatchCommand Ask(string modelId, TableScope scope, PageQuery query, Split split)
    {
        var arguments = new Arguments();
        var model = arguments.Add(modelId);
        var (title, titles) = split switch
        {
            Split.None => ("''", ""),
            Split.Competitions => ("t.name", "left join stats.competition t on t.id = r.part"),
            Split.Clubs => ("t.name", "left join stats.club t on t.id = r.part"),
            _ => throw new ArgumentOutOfRangeException(nameof(split)),
        };
        return arguments.Command(
            $"""
            {Ranking.Sql(scope, split, query, model, arguments)}
            select {RowReader.Columns}, r.part, {title}, r.venue
            from {RowReader.From} {titles}
            where r.model_id = {model}
            order by r.part, r.venue = 'home' desc
            """);
    }

    /// <summary>Advances to the next result and reads it.</summary>
    public static async Task<IReadOnlyList<T>> ReadAsync<T>(
        NpgsqlDataReader reader, Func<string, string, string, Row, T> make, CancellationToken cancellationToken)
    {
        await reader.NextResultAsync(cancellationToken);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(make(
                reader.GetString(RowReader.Width), reader.GetString(RowReader.Width + 1), reader.GetString(RowReader.Width + 2), RowReader.Read(reader)));
        }
        return rows;
    }
}
