using System.Text.RegularExpressions;
using Stats.Tests.Deployment;

namespace Stats.Tests.Security;

/// <summary>docs/threat-model.md covers each requirement once, and names tests and files that exist.</summary>
public sealed partial class ThreatModelTests
{
    private static readonly string Page = Checkout.Read("docs/threat-model.md");

    private static readonly string[] Requirements =
    [
        .. Checkout.Read("tests/Stats.Tests/Security/asvs-level-2.txt").Split('\n').Where(line => !line.StartsWith('#'))
            .SelectMany(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)),
    ];

    private static readonly HashSet<string> TestClasses =
    [
        .. Directory.EnumerateFiles(Checkout.PathOf("tests"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => TestClass().Matches(File.ReadAllText(file))).Select(match => match.Groups["name"].Value),
    ];

    [Fact]
    public void Each_requirement_is_in_one_row() =>
        Assert.Equal(Requirements.Order(StringComparer.Ordinal), Rows(Page).SelectMany(row => row.Numbers).Order(StringComparer.Ordinal));

    [Fact]
    public void A_row_is_met_by_a_test_or_a_file_or_open_or_not_applicable_with_a_reason() => Assert.Empty(Rows(Page).SelectMany(Findings));

    [Fact]
    public void Every_test_that_the_page_names_exists() =>
        Assert.All(TestName().Matches(Page), match => Assert.Contains(match.Groups["name"].Value, TestClasses));

    [Theory]
    [InlineData("| 1.1.1 | met | all is well |", "1.1.1 is met by nothing")]
    [InlineData("| 1.1.1 | met | `no/such/file.yaml` |", "1.1.1 is met by nothing")]
    [InlineData("| 1.1.1 | open | |", "1.1.1 has no reason")]
    [InlineData("| 1.1.1 | fine | `FuzzTests` |", "1.1.1 is fine")]
    public void A_row_that_proves_nothing_is_found(string row, string finding) =>
        Assert.Equal([finding], Rows(row).SelectMany(Findings));

    [Fact]
    public void A_range_stands_for_the_requirements_between_its_ends() =>
        Assert.Equal(["1.2.6", "1.2.7", "1.2.8", "2.1.1"], Rows("| 1.2.6–1.2.8, 2.1.1 | open | not yet |").Single().Numbers);

    private static IEnumerable<string> Findings(Row row)
    {
        var first = row.Numbers[0];
        if (row.State is not ("met" or "open" or "n/a"))
            yield return $"{first} is {row.State}";
        else if (row.Reason.Length == 0)
            yield return $"{first} has no reason";
        else if (row.State == "met" && !Code().Matches(row.Reason).Select(match => match.Groups["code"].Value).Any(Exists))
            yield return $"{first} is met by nothing";
    }

    private static bool Exists(string code) => TestClasses.Contains(code) || Checkout.Has(code);

    private static IEnumerable<Row> Rows(string page) => TableRow().Matches(page).Select(match => new Row(
        [.. match.Groups["numbers"].Value.Split(", ").SelectMany(Expand)],
        match.Groups["state"].Value,
        match.Groups["reason"].Value.Trim()));

    private static IEnumerable<string> Expand(string text)
    {
        var ends = text.Split('–');
        var (first, last) = (Array.IndexOf(Requirements, ends[0]), Array.IndexOf(Requirements, ends[^1]));
        Assert.True(first >= 0 && last >= first, $"{text} is no requirement of level 1 or 2");
        return Requirements[first..(last + 1)];
    }

    [GeneratedRegex(
        @"^\| (?<numbers>[0-9]+\.[0-9]+\.[0-9]+[0-9., –]*) \| (?<state>[^|]*) \|(?<reason>[^|\n]*)\|", RegexOptions.Multiline)]
    private static partial Regex TableRow();

    [GeneratedRegex("`(?<code>[^`]+)`")]
    private static partial Regex Code();

    [GeneratedRegex(@"`(?<name>\w+Tests)`")]
    private static partial Regex TestName();

    [GeneratedRegex(@"class (?<name>\w+Tests)\b")]
    private static partial Regex TestClass();

    /// <summary>One row of the table.</summary>
    private sealed record Row(IReadOnlyList<string> Numbers, string State, string Reason);
}
