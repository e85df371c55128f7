using Stats.Tests.Deployment;

namespace Stats.Tests.Architecture;

/// <summary>What a service ships, by the list that its build writes.</summary>
public sealed class ShippedPackageTests
{
    private static readonly string[] OfTheBus = ["MassTransit", "MassTransit.RabbitMQ", "RabbitMQ.Client"];

    [Fact]
    public void StatsApi_has_no_bus() => Assert.Empty(Shipped("StatsApi", OfTheBus));

    [Fact]
    public void A_service_with_a_bus_is_found() => Assert.Equal(OfTheBus, Shipped("CacheInvalidator", OfTheBus));

    private static IEnumerable<string> Shipped(string service, string[] packages)
    {
        // In the same configuration as these tests.
        var output = Path.GetRelativePath(Checkout.PathOf("tests/Stats.Tests"), AppContext.BaseDirectory);
        var dependencies = Checkout.Read(Path.Combine("services", service, output, $"{service}.deps.json"));
        return packages.Where(package => dependencies.Contains($"\"{package}/", StringComparison.Ordinal));
    }
}
