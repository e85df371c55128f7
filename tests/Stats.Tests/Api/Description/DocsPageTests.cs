using System.Net;
using System.Text.RegularExpressions;

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

    // What the page names in its elements, its import, and its settings.
    [GeneratedRegex("""(src="|href="|from '|"favicon":"|"url":")(?<address>[^"']+)""", RegexOptions.ExplicitCapture)]
    private static partial Regex Loaded();
}
