using System.Text.Json.Nodes;

namespace Stats.Tests.Api.Description;

/// <summary>
/// A committed file that is generated from the code. <c>STATS_ACCEPT=additions</c> overwrites it unless the change is breaking,
/// <c>STATS_ACCEPT=breaks</c> in any case.
/// </summary>
internal static class GeneratedFile
{
    private static readonly string? Accepted = Environment.GetEnvironmentVariable("STATS_ACCEPT");

    /// <param name="generated">The expected content.</param>
    /// <param name="breaksBetween">Finds the breaking changes from the first document to the second.</param>
    public static async Task CheckAsync(string file, string generated, Func<JsonNode, JsonNode, IReadOnlyList<string>> breaksBetween)
    {
        var committed = File.Exists(file) ? await File.ReadAllTextAsync(file) : null;
        var breaks = committed is null ? [] : breaksBetween(JsonNode.Parse(committed)!, JsonNode.Parse(generated)!);
        if (Accepted == "breaks" || Accepted == "additions" && breaks.Count == 0)
            await File.WriteAllTextAsync(file, generated);
        else if (breaks.Count > 0)
            Assert.Fail($"{file} has breaking changes: {string.Join("; ", breaks)}. "
                + "If they are intended, run this test with STATS_ACCEPT=breaks and say so in the commit.");
        else
            Assert.True(
                committed == generated, $"{file} does not match the code. Run this test with STATS_ACCEPT=additions and commit the file.");
    }
}
