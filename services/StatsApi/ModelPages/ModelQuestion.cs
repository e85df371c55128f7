using Npgsql;
using StatsApi.Database;
using StatsApi.Queries;
using StatsApi.Tables;

namespace StatsApi.ModelPages;

/// <summary>Reads the data of a model's page, and looks up the ids in its filters.</summary>
internal sealed class ModelQuestion(string modelId, TableScope scope, PageQuery query) : IQuestion<(NamedIds Named, ModelPage? Page)>
{
    public IEnumerable<NpgsqlBatchCommand> Ask() =>
    [
        NamedIds.Ask(scope, []),
        Name(),
        ModelRows.Ask(modelId, scope, query, Split.None),
        .. Asked(ModelParts.Competitions, () => ModelRows.Ask(modelId, scope, query, Split.Competitions)),
        .. Asked(ModelParts.Clubs, () => ModelRows.Ask(modelId, scope, query, Split.Clubs)),
        .. Asked(ModelParts.Form, () => Form.Ask(modelId, scope)),
        .. Asked(ModelParts.Streaks, () => Streaks.Ask(modelId, scope)),
    ];

    public async Task<(NamedIds Named, ModelPage? Page)> ReadAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        var named = await NamedIds.ReadAsync(reader, cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
            return (named, null);
        var (name, provider) = (reader.GetString(0), reader.GetString(1));
        var overall = await ModelRows.ReadAsync(reader, (_, _, _, row) => row, cancellationToken);
        var competitions = !Has(ModelParts.Competitions) ? [] : await ModelRows.ReadAsync(reader, (id, title, _, row) => new CompetitionRow(id, title, row), cancellationToken);
        var clubs = !Has(ModelParts.Clubs) ? [] : await ModelRows.ReadAsync(reader, (id, title, venue, row) => new ClubRow(id, title, venue == "home", row), cancellationToken);
        var form = !Has(ModelParts.Form) ? [] : await Form.ReadAsync(reader, cancellationToken);
        var (current, best) = !Has(ModelParts.Streaks) ? (Streak.None, Streak.None) : await Streaks.ReadAsync(reader, cancellationToken);
        return (named, new ModelPage(modelId, name, provider, overall is [var row] ? row : null, competitions, clubs, form, current, best));
    }

    private bool Has(ModelParts part) => query.Include.HasFlag(part);

    private IEnumerable<NpgsqlBatchCommand> Asked(ModelParts part, Func<NpgsqlBatchCommand> ask) => Has(part) ? [ask()] : [];

    private NpgsqlBatchCommand Name() => new("select name, provider from stats.model where id = $1")
    {
        Parameters = { new NpgsqlParameter<string> { TypedValue = modelId } },
    };
}
