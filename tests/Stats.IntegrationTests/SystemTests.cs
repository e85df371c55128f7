namespace Stats.IntegrationTests;

/// <summary>Tests on a running system that has not processed any message.</summary>
public abstract class SystemTests(SystemFixture fixture) : IAsyncLifetime
{
    private protected SystemFixture Fixture => fixture;

    private protected RunningSystem System { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        System = await fixture.StartAsync(new() { Settings = Settings });
        await BeginAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        await System.DisposeAsync();
    }

    /// <summary>Settings of the services.</summary>
    private protected virtual IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>();

    /// <summary>Does what all tests of the class need.</summary>
    private protected virtual Task BeginAsync() => Task.CompletedTask;

    private protected virtual Task EndAsync() => Task.CompletedTask;
}
