using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;

namespace Stats.Tests.Api.Description;

/// <summary>The page at <c>/docs</c> needs neither a key nor internet access.</summary>
public sealed partial class DocsPageTests(PageProbe probe) : IClassFixture<PageProbe>
{
    [Fact]
    public async Task The_root_redirects_to_the_docs_page()
    {
        using var response = await probe.GetWithoutKeyAsync("/");
        Assert.Equal("/docs/", response.RequestMessage!.RequestUri!.AbsolutePath);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task The_page_loads_nothing_from_other_hosts()
    {
        using var response = await probe.GetWithoutKeyAsync("/docs/");
        var page = await response.Content.ReadAsStringAsync();
        var loaded = Loaded().Matches(page)
            .Select(match => match.Groups["address"].Value.TrimStart('.', '/'))
            .Distinct()
            .Order(StringComparer.Ordinal);
        Assert.Equal(["favicon.svg", "openapi/v1.json", "scalar.aspnetcore.js", "scalar.js"], loaded);
        Assert.DoesNotContain("//", page, StringComparison.Ordinal);
        // The address of the description is relative to the root, the others are relative to the page.
        foreach (var address in (string[])["/docs/favicon.svg", "/openapi/v1.json", "/docs/scalar.aspnetcore.js", "/docs/scalar.js"])
        {
            using var part = await probe.GetWithoutKeyAsync(address);
            Assert.True(part.IsSuccessStatusCode, $"{address}: {part.StatusCode}");
        }
    }

    [Fact]
    public async Task Only_its_own_scripts_may_run_and_no_other_site_may_frame_it()
    {
        var nonces = new HashSet<string>();
        for (var n = 0; n < 2; n++)
        {
            using var response = await probe.GetWithoutKeyAsync("/docs/");
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
    public async Task Every_response_forbids_content_sniffing(string address)
    {
        using var response = await probe.GetWithoutKeyAsync(address);
        Assert.Equal("nosniff", Only(response, "X-Content-Type-Options"));
        // No origin is configured, so responses don't vary by origin.
        Assert.DoesNotContain("Origin", response.Headers.Vary);
    }

    [Fact]
    public async Task The_description_is_generated_once()
    {
        using var first = await probe.GetWithoutKeyAsync("/openapi/v1.json");
        var descriptions = probe.Services.GetRequiredService<StatsApi.OpenApi.Description>();
        Assert.Same(await descriptions.Json, await descriptions.Json);
        Assert.Equal(await descriptions.Json, await first.Content.ReadAsByteArrayAsync());
    }

    private static string Only(HttpResponseMessage response, string field) => Assert.Single(response.Headers.GetValues(field));

    [GeneratedRegex("'nonce-(?<nonce>[A-Za-z0-9_-]+)'", RegexOptions.ExplicitCapture)]
    private static partial Regex Nonce();

    [GeneratedRegex("<script[^>]*>")]
    private static partial Regex Script();

    // Addresses in the page's elements, import and settings.
    [GeneratedRegex("""(src="|href="|from '|"favicon":"|"url":")(?<address>[^"']+)""", RegexOptions.ExplicitCapture)]
    private static partial Regex Loaded();
}
