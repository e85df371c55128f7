using Stats.Tests.Deployment;

namespace Stats.Tests.Architecture;

/// <summary>The packages that a service ships, from its <c>.deps.json</c>.</summary>
public sealed class ShippedPackageTests
{
    private static readonly string[] OfTheBus = ["MassTransit", "MassTransit.RabbitMQ", "RabbitMQ.Client"];

    [Fact]
    public void StatsApi_ships_no_message_bus() => Assert.Empty(Shipped("StatsApi", OfTheBus));

    [Fact]
    public void A_service_with_a_message_bus_is_detected() => Assert.Equal(OfTheBus, Shipped("CacheInvalidator", OfTheBus));

    private static IEnumerable<string> Shipped(string service, string[] packages)
    {
        // The service is built in the same configuration as these tests.
        var output = Path.GetRelativePath(Checkout.PathOf("tests/Stats.Tests"), AppContext.BaseDirectory);
        var dependencies = Checkout.Read(Path.Combine("services", service, output, $"{service}.deps.json"));
        return packages.Where(package => dependencies.Contains($"\"{package}/", StringComparison.Ordinal));
    }
}
