using Launcher;

namespace Stats.IntegrationTests.Store;

/// <summary>Tests of the store, each with a database of its own.</summary>
public abstract class StoreTests(PostgresServerFixture server) : IAsyncLifetime
{
    private protected static CancellationToken Ct => CancellationToken.None;

    private protected StoreDatabase Store { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Store = await CreateAsync();
        await FillAsync();
    }

    public ValueTask DisposeAsync() => Store.DisposeAsync();

    /// <summary>Creates the database, by default a migrated one without any match.</summary>
    private protected virtual Task<StoreDatabase> CreateAsync() => AnotherAsync();

    /// <summary>Writes what all tests of the class need.</summary>
    private protected virtual Task FillAsync() => Task.CompletedTask;

    /// <summary>Creates a copy of a database without connections, by default of a migrated one.</summary>
    private protected Task<StoreDatabase> AnotherAsync(string copyOf = PostgresServerFixture.Template) => server.CopyAsync(copyOf);

    /// <summary>Starts <c>statsctl</c> on the database, as a separate process.</summary>
    private protected ChildProcess Statsctl(params string[] arguments) => server.Statsctl(Store, arguments);

    /// <inheritdoc cref="Statsctl(string[])"/>
    private protected ChildProcess Statsctl(IReadOnlyDictionary<string, string?> settings, params string[] arguments) =>
        server.Statsctl(Store, arguments, settings);
}
