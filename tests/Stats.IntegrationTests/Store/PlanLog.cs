using System.Text.Json;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Stats.IntegrationTests.Store;

/// <summary>The work of the server: the blocks of tables and indexes that it touched, and the rows that its plan nodes processed.</summary>
internal readonly record struct Work(double Blocks, double Rows)
{
    public static Work operator +(Work a, Work b) => new(a.Blocks + b.Blocks, a.Rows + b.Rows);
}

/// <summary>
/// The work of the server for each statement of a data source. PostgreSQL's <c>auto_explain</c> sends the executed plan in a notice, so
/// that statements are measured in place, with their actual arguments.
/// </summary>
internal sealed class PlanLog : ILoggerProvider, ILogger, ILoggerFactory
{
    // The planner scans small tables sequentially in spite of an index. Disabling this makes small and large tables comparable.
    private const string Options =
        "-c session_preload_libraries=auto_explain -c auto_explain.log_min_duration=0 -c auto_explain.log_analyze=on "
        + "-c auto_explain.log_buffers=on -c auto_explain.log_timing=off -c auto_explain.log_format=json "
        + "-c auto_explain.log_level=notice -c client_min_messages=notice -c enable_seqscan=off";

    private readonly Lock _lock = new();
    private readonly List<(string Statement, Work Work)> _done = [];

    /// <summary>Opens a data source whose statements are recorded.</summary>
    public NpgsqlDataSource Open(string connectionString) => new NpgsqlDataSourceBuilder(
        new NpgsqlConnectionStringBuilder(connectionString) { Options = Options }.ConnectionString)
        .UseLoggerFactory(this)
        .Build();

    /// <summary>The work for each of the statements that an action executes.</summary>
    public async Task<IReadOnlyList<(string Statement, Work Work)>> OfAsync(Func<Task> statements)
    {
        lock (_lock)
            _done.Clear();
        await statements();
        lock (_lock)
        {
            Assert.NotEmpty(_done);
            return [.. _done];
        }
    }

    void ILogger.Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        const string Plan = "plan:\n";
        var message = formatter(state, exception);
        if (message.IndexOf(Plan, StringComparison.Ordinal) is var begin and >= 0)
        {
            using var json = JsonDocument.Parse(message.AsMemory(begin + Plan.Length));
            var statement = json.RootElement.GetProperty("Query Text").GetString()!;
            // The driver also queries the catalog.
            if (!statement.Contains("stats.", StringComparison.Ordinal) && !statement.Contains("events.", StringComparison.Ordinal))
                return;
            var root = json.RootElement.GetProperty("Plan");
            // The blocks of a node include those of its children, but its rows do not.
            var work = new Work(Number(root, "Shared Hit Blocks") + Number(root, "Shared Read Blocks"), RowsOf(root));
            lock (_lock)
                _done.Add((statement, work));
        }
    }

    bool ILogger.IsEnabled(LogLevel logLevel) => true;

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    ILogger ILoggerProvider.CreateLogger(string categoryName) => this;

    ILogger ILoggerFactory.CreateLogger(string categoryName) => this;

    void ILoggerFactory.AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    void IDisposable.Dispose()
    {
    }

    private static double RowsOf(JsonElement node)
    {
        var rows = (Number(node, "Actual Rows") + Number(node, "Rows Removed by Filter") + Number(node, "Rows Removed by Join Filter"))
            * Number(node, "Actual Loops");
        return node.TryGetProperty("Plans", out var below)
            ? below.EnumerateArray().Aggregate(rows, (sum, next) => sum + RowsOf(next))
            : rows;
    }

    private static double Number(JsonElement node, string name) => node.TryGetProperty(name, out var value) ? value.GetDouble() : 0;
}
