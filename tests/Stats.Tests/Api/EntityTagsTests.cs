using Microsoft.Extensions.Primitives;
using Stats.Cache;
using StatsApi.Pages;

namespace Stats.Tests.Api;

public sealed class EntityTagsTests
{
    private static readonly CachedPage Page = new(CacheStatus.Hit, default, 7, [42, 3]);

    [Fact]
    public void An_entity_tag_is_weak_and_consists_of_shape_generation_and_versions() =>
        Assert.Equal($"W/\"{PageAddress.Shape}.7.42.3\"", EntityTags.Of(Page));

    [Theory]
    [InlineData("W/\"1.7.42.3\"")]
    [InlineData("\"1.7.42.3\"")]
    [InlineData("\"x\", W/\"1.7.41.3\" ,W/\"1.7.42.3\"")]
    [InlineData("*")]
    public void A_listed_entity_tag_matches(string field) => Assert.True(Has(field));

    [Theory]
    [InlineData("")]
    [InlineData("1.7.42.3")]
    [InlineData("W/\"1.7.42\"")]
    [InlineData("W/\"1.7.42.33\"")]
    [InlineData("W/\"2.7.42.3\"")]
    [InlineData("W/\"1.8.42.3\"")]
    [InlineData("\"*\"")]
    [InlineData("W/\"1.*\"", "W/\"\"")]
    public void Another_entity_tag_or_none_does_not_match(params string[] field) => Assert.False(Has(field));

    [Fact]
    public void Several_header_fields_are_read_as_one_list() => Assert.True(Has("\"x\"", EntityTags.Of(Page)));

    [Fact]
    public void A_long_list_is_truncated_and_an_overlong_one_ignored()
    {
        var many = string.Join(',', Enumerable.Range(0, 200).Select(n => $"W/\"1.7.{n}.3\""));
        Assert.InRange(EntityTags.Held(many).Count, 1, 20);
        Assert.Empty(EntityTags.Held(string.Join(',', Enumerable.Repeat(many, 10))));
        Assert.Empty(EntityTags.Held(new StringValues([.. Enumerable.Repeat(many, 10)])));
    }

    [Fact]
    public void An_overlong_entity_tag_is_ignored() => Assert.Empty(EntityTags.Held($"W/\"1.{new string('7', 1000)}\""));

    private static bool Has(params string[] field) => EntityTags.Held(new StringValues(field)) is var held
        && (held.Contains(Page.Stamp) || held.Contains(PageRequest.AnyStamp));
}
