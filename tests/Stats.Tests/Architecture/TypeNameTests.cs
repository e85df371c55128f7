using System.Text.RegularExpressions;
using Stats.Tests.Deployment;

namespace Stats.Tests.Architecture;

/// <summary>No simple type name is declared twice outside the tests.</summary>
public sealed partial class TypeNameTests
{
    private static readonly string[] Folders = ["contracts", "libraries", "services", "tools"];

    /// <summary>A message and its event share a name because both are contracts. Every service has its own Log.</summary>
    private static readonly HashSet<string> Allowed = ["Log", "MatchVoided", "PointsCalculated"];

    [Fact]
    public void No_type_name_is_declared_twice()
    {
        var sources = Folders.SelectMany(folder => Directory.EnumerateFiles(Checkout.PathOf(folder), "*.cs", SearchOption.AllDirectories))
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal))
            .Select(file => (file, File.ReadAllText(file)))
            .ToArray();
        Assert.InRange(sources.Length, 200, 2000);
        Assert.Empty(Twice(sources));
    }

    [Fact]
    public void A_second_declaration_is_found_but_a_partial_type_is_allowed() => Assert.Equal(
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
        @"^[ ]*(?<modifiers>((public|internal|private|protected|file|static|sealed|abstract|partial|readonly|ref) )*)"
            + @"(class|interface|enum|record struct|record class|record|struct) (?<name>\w+)",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Declaration();
}
