using System.Text.RegularExpressions;
using Stats.Tests.Deployment;

namespace Stats.Tests.Architecture;

/// <summary>One name, one thing: no simple name of a type is declared twice outside the tests.</summary>
public sealed partial class TypeNameTests
{
    private static readonly string[] Folders = ["contracts", "libraries", "services", "tools"];

    /// <summary>A message and the event that follows from it share a name that feeds and the log know; each service has its own log.</summary>
    private static readonly HashSet<string> Allowed = ["Log", "MatchVoided", "PointsCalculated"];

    [Fact]
    public void No_name_of_a_type_is_declared_twice()
    {
        var sources = Folders.SelectMany(folder => Directory.EnumerateFiles(Checkout.PathOf(folder), "*.cs", SearchOption.AllDirectories))
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal))
            .Select(file => (file, File.ReadAllText(file)))
            .ToArray();
        Assert.InRange(sources.Length, 200, 2000);
        Assert.Empty(Twice(sources));
    }

    [Fact]
    public void A_second_declaration_is_found_and_a_second_part_is_none() => Assert.Equal(
        ["Page: a.cs, b.cs"],
        Twice([
            ("a.cs", "internal sealed record Page(int N);\npublic partial class Part { }"),
            ("b.cs", "public class Outer\n{\n    private readonly record struct Page;\n}\npublic partial class Part { }"),
            ("c.cs", "// class Page\ninternal static class Log;"),
            ("d.cs", "internal static class Log;"),
        ]));

    private static IEnumerable<string> Twice(IEnumerable<(string File, string Text)> sources) =>
        from source in sources
        from Match declaration in Declaration().Matches(source.Text)
        where !declaration.Groups["modifiers"].Value.Contains("partial", StringComparison.Ordinal)
        let name = declaration.Groups["name"].Value
        where !Allowed.Contains(name)
        group source.File by name into declared
        let files = declared.Distinct().Order(StringComparer.Ordinal).ToArray()
        where files.Length > 1
        select $"{declared.Key}: {string.Join(", ", files)}";

    [GeneratedRegex(
        @"^[ ]*(?<modifiers>((public|internal|private|protected|file|static|sealed|abstract|partial|readonly|ref) )*)(class|interface|enum|record struct|record class|record|struct) (?<name>\w+)",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Declaration();
}
