namespace Stats.IntegrationTests.Staleness;

/// <summary>One live system for all tests of a class. Its leases are short, so that they expire during a short pause.</summary>
public sealed class StalenessFixture(OwnServersFixture fixture) : IAsyncLifetime
{
    internal static readonly TimeSpan Lease = TimeSpan.FromMilliseconds(500);

    internal LiveSystem Live { get; private set; } = null!;

    internal Launcher.Servers Servers => fixture.Servers;

    public async ValueTask InitializeAsync() =>
        Live = await LiveSystem.StartAsync(fixture, new Dictionary<string, string?> { ["Cache__Lease"] = $"{Lease}" });

    public async ValueTask DisposeAsync() => await Live.DisposeAsync();
}
