using Npgsql;

namespace StatsApi.Database;

/// <summary>The arguments of a statement that is being put together.</summary>
internal sealed class Arguments
{
    private readonly List<NpgsqlParameter> _values = [];

    /// <returns>How the statement calls it: <c>$1</c> and so on.</returns>
    public string Add<T>(T value)
    {
        _values.Add(new NpgsqlParameter<T> { TypedValue = value });
        return $"${_values.Count}";
    }

    public NpgsqlBatchCommand Command(string sql)
    {
        var command = new NpgsqlBatchCommand(sql);
        command.Parameters.AddRange(_values.ToArray());
        return command;
    }
}
