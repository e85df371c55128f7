using System.Text.Json.Nodes;

namespace Stats.Tests.Api.Description;

/// <summary>
/// A committed file that the code gives. <c>STATS_ACCEPT=additions</c> writes it anew if nobody who relies on it breaks,
/// <c>STATS_ACCEPT=breaks</c> in any case.
/// </summary>
internal static class GeneratedFile
{
    private static readonly string? Accepted = Environment.GetEnvironmentVariable("STATS_ACCEPT");

    /// <param name="file">The committed file.</param>
    /// <param name="generated">What it should hold.</param>
    /// <param name="breaksBetween">What breaks for those who rely on the first document under the second.</param>
    public static async Task CheckAsync(string file, string generated, Func<JsonNode, JsonNode, IReadOnlyList<string>> breaksBetween)
    {
        var committed = File.Exists(file) ? await File.ReadAllTextAsync(file) : null;
        var breaks = committed is null ? [] : breaksBetween(JsonNode.Parse(committed)!, JsonNode.Parse(generated)!);
        if (Accepted == "breaks" || Accepted == "additions" && breaks.Count == 0)
            await File.WriteAllTextAsync(file, generated);
        else if (breaks.Count > 0)
            Assert.Fail($"Those who rely on {file} break: {string.Join("; ", breaks)}. If that is meant, run this with STATS_ACCEPT=breaks and say so in the commit.");
        else
            Assert.True(committed == generated, $"{file} is not what the code says. Run this with STATS_ACCEPT=additions, and commit what it writes.");
    }
}
