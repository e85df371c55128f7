using System.Data.Common;
using System.Text.RegularExpressions;
using Marten.Linq.QueryHandlers;
using Marten.Storage;
using Weasel.Core;
using Weasel.Storage;

namespace Stats.Store.Events;

/// <summary>
/// Our statements in one of Marten's batches, so that they need no round trip of their own: as a query before others, or as an operation
/// after the events. Their results are ignored.
/// </summary>
internal sealed partial class BatchedStatements(NpgsqlBatchCommand[] statements)
    : IQueryHandler<bool>, Weasel.Storage.IStorageOperation, NoDataReturnedCall
{
    /// <summary>Not a document: there is no table that Marten must check.</summary>
    public Type DocumentType => typeof(StorageFeatures);

    public OperationRole Role() => OperationRole.Other;

    public void ConfigureCommand(ICommandBuilder builder, IStorageSession session) => Append(builder);

    public void ConfigureCommand(Weasel.Postgresql.ICommandBuilder builder, IStorageSession session) => Append(builder);

    public async Task<bool> HandleAsync(DbDataReader reader, IStorageSession session, CancellationToken token)
    {
        for (var n = 1; n < statements.Length; n++)
            await reader.NextResultAsync(token);
        return true;
    }

    public Task PostprocessAsync(DbDataReader reader, IList<Exception> exceptions, CancellationToken token) => Task.CompletedTask;

    public Task<int> StreamJson(Stream stream, DbDataReader reader, CancellationToken token) => throw new NotSupportedException();

    private void Append(ICommandBuilder builder)
    {
        for (var n = 0; n < statements.Length; n++)
        {
            if (n > 0)
                builder.StartNewCommand();
            Append(builder, statements[n]);
        }
    }

    // The builder numbers the parameters itself: one that occurs twice is sent twice.
    private static void Append(ICommandBuilder builder, NpgsqlBatchCommand statement)
    {
        var at = 0;
        foreach (var occurrence in Numbered().EnumerateMatches(statement.CommandText))
        {
            builder.Append(statement.CommandText[at..occurrence.Index]);
            at = occurrence.Index + occurrence.Length;
            var given = statement.Parameters[int.Parse(statement.CommandText.AsSpan(occurrence.Index + 1, occurrence.Length - 1)) - 1];
            var parameter = (NpgsqlParameter)builder.AppendParameter(given.Value!);
            if (given.NpgsqlDbType != NpgsqlTypes.NpgsqlDbType.Unknown)
                parameter.NpgsqlDbType = given.NpgsqlDbType;
        }
        builder.Append(statement.CommandText[at..]);
    }

    [GeneratedRegex(@"\$\d+")]
    private static partial Regex Numbered();
}
