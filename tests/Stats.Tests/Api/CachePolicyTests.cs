using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Stats.Cache;
using StatsApi.Cors;
using StatsApi.Pages;

namespace Stats.Tests.Api;

public sealed class CachePolicyTests
{
    private static readonly PageRequest Page = new("{stats}:club:reds:1?season=2015-16", ["club:reds@2015-16", "names"]);

    [Fact]
    public void By_default_only_the_client_may_cache_a_page_and_must_revalidate_it() =>
        Assert.Equal(["Cache-Control: private, no-cache"], Written(new CdnOptions()));

    [Fact]
    public void With_a_CDN_enabled_pages_are_public_and_carry_their_tags_as_surrogate_keys() => Assert.Equal(
        [
            "CDN-Cache-Control: public, max-age=30",
            "Cache-Control: public, no-cache",
            "Surrogate-Control: max-age=30",
            "Surrogate-Key: club:reds@2015-16 names",
        ],
        Written(new CdnOptions { Enabled = true, MaxAge = TimeSpan.FromSeconds(30) }));

    [Theory]
    [InlineData("https://www.example.com", true)]
    [InlineData("http://localhost:3000", true)]
    [InlineData("*", true)]
    [InlineData("https://www.example.com/", false)]
    [InlineData("https://www.example.com/app", false)]
    [InlineData("www.example.com", false)]
    [InlineData("https://*.example.com", false)]
    [InlineData("null", false)]
    [InlineData("", true)]
    public void An_origin_must_be_written_as_browsers_send_it(string origin, bool isValid)
    {
        var result = new OriginOptionsValidator().Validate(null, new OriginOptions { Origins = ["https://first.example", origin] });
        Assert.Equal(isValid, result.Succeeded);
        Assert.True(isValid || result.FailureMessage!.Contains("Cors__Origins__1", StringComparison.Ordinal));
    }

    private static string[] Written(CdnOptions cdn)
    {
        var headers = new HeaderDictionary();
        new CachePolicy(Options.Create(cdn)).Write(headers, Page);
        return [.. headers.Select(header => $"{header.Key}: {header.Value}").Order(StringComparer.Ordinal)];
    }
}
