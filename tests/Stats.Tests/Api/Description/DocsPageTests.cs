using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;

namespace Stats.Tests.Api.Description;

/// <summary>The page at <c>/docs</c>: whoever can reach the API can read it, without a key and without the internet.</summary>
public sealed partial class DocsPageTests(PageProbe probe) : IClassFixture<PageProbe>
{
    [Fact]
    public async Task The_root_leads_there()
    {
        using var response = await probe.AskAsStrangerAsync("/");
        Assert.Equal("/docs/", response.RequestMessage!.RequestUri!.AbsolutePath);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task All_that_it_loads_comes_from_here()
    {
        using var response = await probe.AskAsStrangerAsync("/docs/");
        var page = await response.Content.ReadAsStringAsync();
        var loaded = Loaded().Matches(page).Select(match => match.Groups["address"].Value.TrimStart('.', '/')).Distinct().Order(StringComparer.Ordinal);
        Assert.Equal(["favicon.svg", "openapi/v1.json", "scalar.aspnetcore.js", "scalar.js"], loaded);
        Assert.DoesNotContain("//", page, StringComparison.Ordinal);
        // The description is looked for from the root, the rest beside the page.
        foreach (var address in (string[])["/docs/favicon.svg", "/openapi/v1.json", "/docs/scalar.aspnetcore.js", "/docs/scalar.js"])
        {
            using var part = await probe.AskAsStrangerAsync(address);
            Assert.True(part.IsSuccessStatusCode, $"{address}: {part.StatusCode}");
        }
    }

    [Fact]
    public async Task Nothing_else_may_run_in_it_and_no_other_site_may_frame_it()
    {
        var nonces = new HashSet<string>();
        for (var n = 0; n < 2; n++)
        {
            using var response = await probe.AskAsStrangerAsync("/docs/");
            var rules = Only(response, "Content-Security-Policy").Split("; ")
                .ToDictionary(rule => rule.Split(' ')[0], rule => rule[(rule.IndexOf(' ') + 1)..]);
            Assert.Equal("'none'", rules["default-src"]);
            Assert.Equal(("'none'", "'none'", "'self'"), (rules["frame-ancestors"], rules["base-uri"], rules["connect-src"]));
            var nonce = Nonce().Match(rules["script-src"]).Groups["nonce"].Value;
            Assert.Equal($"'self' 'nonce-{nonce}'", rules["script-src"]);
            Assert.True(nonce.Length >= 20 && nonces.Add(nonce), nonce);
            var page = await response.Content.ReadAsStringAsync();
            Assert.All(Script().Matches(page), script => Assert.Contains($"nonce=\"{nonce}\"", script.Value, StringComparison.Ordinal));
            Assert.Equal(3, Script().Count(page));
            Assert.Equal(("no-referrer", "nosniff"), (Only(response, "Referrer-Policy"), Only(response, "X-Content-Type-Options")));
        }
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/docs/scalar.js")]
    [InlineData("/docs/favicon.svg")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    [InlineData("/nothing")]
    [InlineData("/api/stats/seasons")]
    public async Task No_answer_may_be_taken_for_another_type(string address)
    {
        using var response = await probe.AskAsStrangerAsync(address);
        Assert.Equal("nosniff", Only(response, "X-Content-Type-Options"));
        // No origin is allowed here, so none makes a difference.
        Assert.DoesNotContain("Origin", response.Headers.Vary);
    }

    [Fact]
    public async Task The_description_is_made_once()
    {
        using var first = await probe.AskAsStrangerAsync("/openapi/v1.json");
        var descriptions = probe.Services.GetRequiredService<StatsApi.OpenApi.Description>();
        Assert.Same(await descriptions.Json, await descriptions.Json);
        Assert.Equal(await descriptions.Json, await first.Content.ReadAsByteArrayAsync());
    }

    private static string Only(HttpResponseMessage response, string field) => Assert.Single(response.Headers.GetValues(field));

    [GeneratedRegex("'nonce-(?<nonce>[A-Za-z0-9_-]+)'", RegexOptions.ExplicitCapture)]
    private static partial Regex Nonce();

    [GeneratedRegex("<script[^>]*>")]
    private static partial Regex Script();

    // What the page names in its elements, its import, and its settings.
    [GeneratedRegex("""(src="|href="|from '|"favicon":"|"url":")(?<address>[^"']+)""", RegexOptions.ExplicitCapture)]
    private static partial Regex Loaded();
}
