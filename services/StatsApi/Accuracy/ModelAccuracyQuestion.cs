using Npgsql;
using StatsApi.Database;
using StatsApi.Tables;

namespace StatsApi.Accuracy;

/// <summary>Reads the accuracy of one model; null if it is unknown.</summary>
internal sealed class ModelAccuracyQuestion(string modelId, TableScope scope) : IQuestion<(NamedIds Named, AccuracyRow? Row)>
{
    public IEnumerable<NpgsqlBatchCommand> Ask() => [NamedIds.Ask(scope, []), ModelNames.Ask([modelId]), Sums()];

    public async Task<(NamedIds Named, AccuracyRow? Row)> ReadAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        var named = await NamedIds.ReadAsync(reader, cancellationToken);
        if (await ModelNames.ReadAsync(reader, cancellationToken) is not [var model])
            return (named, null);
        await reader.NextResultAsync(cancellationToken);
        return (named, await reader.ReadAsync(cancellationToken) ? OutcomeSums.Read(model, reader, 0) : OutcomeSums.None(model));
    }

    private NpgsqlBatchCommand Sums()
    {
        var arguments = new Arguments();
        var sums = OutcomeSums.Sql(scope, arguments.Add(modelId), arguments);
        return arguments.Command($"select {OutcomeSums.Columns} from ({sums}) r");
    }
}
