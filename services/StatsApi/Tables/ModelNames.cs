using Npgsql;

namespace StatsApi.Tables;

/// <summary>Reads the names of models, ordered by id. Unknown ids are left out.</summary>
internal static class ModelNames
{
    public static NpgsqlBatchCommand Ask(IReadOnlyList<string> modelIds) =>
        new("select id, name, provider from stats.model where id = any($1) order by id")
        {
            Parameters = { new NpgsqlParameter<string[]> { TypedValue = [.. modelIds] } },
        };

    /// <summary>Advances to the next result and reads it.</summary>
    public static async Task<IReadOnlyList<NamedModel>> ReadAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        await reader.NextResultAsync(cancellationToken);
        var models = new List<NamedModel>();
        while (await reader.ReadAsync(cancellationToken))
            models.Add(new NamedModel(reader.GetString(0), reader.GetString(1), reader.GetString(2)));
        return models;
    }
}

/// <summary>A model with its names.</summary>
/// <param name="ModelId">The model's id, for paths and filters.</param>
/// <param name="DisplayName">The display name.</param>
/// <param name="Provider">The organization or person that runs the model.</param>
internal sealed record NamedModel(string ModelId, string DisplayName, string Provider);
