using System.Text.Json;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Stats.IntegrationTests.Web;

/// <summary>
/// Checks a page for accessibility. The package for Playwright opens a second window for each check, which only pages with frames need.
/// </summary>
internal static class Axe
{
    private static readonly string Script = new BundledAxeScriptProvider().GetScript();

    /// <summary>The violations, each with its rule and the first elements.</summary>
    public static async Task<IReadOnlyList<string>> ViolationsAsync(IPage page)
    {
        await page.EvaluateAsync(Script);
        var violations = await page.EvaluateAsync<JsonElement>("async () => (await axe.run({ resultTypes: ['violations'] })).violations");
        return [.. violations.EnumerateArray().Select(violation =>
            $"{violation.GetProperty("id")} at {string.Join(", ", violation.GetProperty("nodes").EnumerateArray().Take(3))}")];
    }
}
