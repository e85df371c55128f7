using Stats.Launcher;
using Stats.Store.Events;

namespace Stats.IntegrationTests.Store;

/// <summary>The build property <c>EventStore</c> reaches every program, and where it doesn't say Marten there is no trace of Marten.</summary>
public sealed class EventStoreChoiceTests
{
    private static readonly bool Marten = typeof(EventStores).Assembly.GetName().Name == "Stats.Store.Marten";

    [Theory]
    [InlineData("services", "ScoringService", true)]
    [InlineData("services", "StatsApi", false)]
    [InlineData("services", "CacheInvalidator", false)]
    [InlineData("tools", "statsctl", true)]
    public void Every_program_that_is_started_has_the_event_store_of_this_build(string folder, string name, bool hasEventStore)
    {
        var programs = Path.GetDirectoryName(Repository.Program(folder, name))!;
        var expected = Marten && hasEventStore;
        Assert.Equal(expected, File.Exists(Path.Combine(programs, "Stats.Store.Marten.dll")));
        Assert.Equal(expected, File.Exists(Path.Combine(programs, "Marten.dll")));
        Assert.Equal(expected, File.ReadAllText(Path.Combine(programs, $"{name}.deps.json")).Contains("Marten", StringComparison.OrdinalIgnoreCase));
    }
}
