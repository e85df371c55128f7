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
    public void Nobody_but_the_client_keeps_a_page_and_it_asks_each_time() =>
        Assert.Equal(["Cache-Control: private, no-cache"], Written(new CdnOptions()));

    [Fact]
    public void A_cdn_keeps_pages_only_where_that_is_wanted_and_can_purge_them_by_tag() => Assert.Equal(
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
    public void An_origin_is_written_as_browsers_send_it(string origin, bool isRight)
    {
        var result = new OriginOptionsValidator().Validate(null, new OriginOptions { Origins = ["https://first.example", origin] });
        Assert.Equal(isRight, result.Succeeded);
        Assert.True(isRight || result.FailureMessage!.Contains("Cors__Origins__1", StringComparison.Ordinal));
    }

    private static string[] Written(CdnOptions cdn)
    {
        var headers = new HeaderDictionary();
        new CachePolicy(Options.Create(cdn)).Write(headers, Page);
        return [.. headers.Select(header => $"{header.Key}: {header.Value}").Order(StringComparer.Ordinal)];
    }
}
