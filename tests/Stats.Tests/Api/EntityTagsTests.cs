using Microsoft.Extensions.Primitives;
using Stats.Cache;
using StatsApi.Pages;

namespace Stats.Tests.Api;

public sealed class EntityTagsTests
{
    private static readonly CachedPage Page = new(CacheStatus.Hit, default, 7, [42, 3]);

    [Fact]
    public void A_tag_is_weak_and_made_of_shape_generation_and_versions() =>
        Assert.Equal($"W/\"{PageAddress.Shape}.7.42.3\"", EntityTags.Of(Page));

    [Theory]
    [InlineData("W/\"1.7.42.3\"")]
    [InlineData("\"1.7.42.3\"")]
    [InlineData("\"x\", W/\"1.7.41.3\" ,W/\"1.7.42.3\"")]
    [InlineData("*")]
    public void A_client_that_names_it_has_it(string field) => Assert.True(Has(field));

    [Theory]
    [InlineData("")]
    [InlineData("1.7.42.3")]
    [InlineData("W/\"1.7.42\"")]
    [InlineData("W/\"1.7.42.33\"")]
    [InlineData("W/\"2.7.42.3\"")]
    [InlineData("W/\"1.8.42.3\"")]
    [InlineData("\"*\"")]
    [InlineData("W/\"1.*\"", "W/\"\"")]
    public void Another_tag_or_none_is_another_body(params string[] field) => Assert.False(Has(field));

    [Fact]
    public void Several_fields_are_one_list() => Assert.True(Has("\"x\"", EntityTags.Of(Page)));

    [Fact]
    public void A_long_list_is_cut()
    {
        var many = string.Join(',', Enumerable.Range(0, 200).Select(n => $"W/\"1.7.{n}.3\""));
        Assert.InRange(EntityTags.Held(many).Count, 1, 20);
        Assert.Empty(EntityTags.Held(string.Join(',', Enumerable.Repeat(many, 10))));
        Assert.Empty(EntityTags.Held(new StringValues([.. Enumerable.Repeat(many, 10)])));
    }

    [Fact]
    public void A_tag_longer_than_any_is_none() => Assert.Empty(EntityTags.Held($"W/\"1.{new string('7', 1000)}\""));

    private static bool Has(params string[] field) => EntityTags.Held(new StringValues(field)) is var held
        && (held.Contains(Page.Stamp) || held.Contains(PageRequest.AnyStamp));
}
