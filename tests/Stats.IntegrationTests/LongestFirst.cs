using Stats.IntegrationTests.Cache.Checker;
using Stats.IntegrationTests.Web;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(Stats.IntegrationTests.LongestFirst))]

namespace Stats.IntegrationTests;

/// <summary>Starts the collections that take minutes first, so that none of them is left to run alone at the end.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Long =
    [
        SystemFixture.Collection,
        WebFixture.Name,
        SystemFixture.Failing,
        $"Test collection for {typeof(CheckerTests).FullName}",
        SystemFixture.Fed,
        SystemFixture.AsRead,
    ];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(collection => Place(collection.TestCollectionDisplayName))];

    private static int Place(string name) =>
        Array.FindIndex(Long, each => name.StartsWith(each, StringComparison.Ordinal)) is >= 0 and var place ? place : Long.Length;
}
