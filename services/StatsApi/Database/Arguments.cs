namespace StatsApi.Database;

/// <summary>Collects the arguments of a statement.</summary>
internal sealed class Arguments
{
    private readonly List<NpgsqlParameter> _values = [];

    /// <returns>The placeholder in the statement: <c>$1</c> and so on.</returns>
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
