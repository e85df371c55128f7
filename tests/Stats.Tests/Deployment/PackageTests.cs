using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Stats.Tests.Deployment;

/// <summary>Every package that a build restores, including transitive ones, has an open licence.</summary>
public sealed class PackageTests
{
    private static readonly HashSet<string> Open =
        ["MIT", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "PostgreSQL", "MPL-2.0", "MS-PL"];

    // Packages with a file instead of an expression: what a person read in it.
    private static readonly Dictionary<string, string> Read = new() { ["Fractions/7.3.0"] = "BSD-2-Clause" };

    [Fact]
    public void Every_package_has_an_open_licence()
    {
        var packages = Restored().ToDictionary();
        Assert.InRange(packages.Count, 50, 1000);
        Assert.Empty(packages
            .Where(package => !IsOpen(package.Value))
            .Select(package => $"{package.Key}: {package.Value ?? "no expression"}"));
    }

    [Fact]
    public void Every_project_has_a_lock_file() => Assert.Empty(
        Directory.EnumerateFiles(Checkout.Root, "*.csproj", SearchOption.AllDirectories)
            .Where(project => !File.Exists(Path.Combine(Path.GetDirectoryName(project)!, "packages.lock.json")))
            .Select(project => $"{project}: run dotnet restore, and commit its packages.lock.json"));

    [Theory]
    [InlineData("MIT", true)]
    [InlineData("MS-PL OR Apache-2.0", true)]
    [InlineData("LicenseRef-Commercial OR MIT", true)]
    [InlineData("MIT AND Apache-2.0", true)]
    [InlineData("MIT AND LicenseRef-Commercial", false)]
    [InlineData("LicenseRef-Commercial", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void A_licence_expression_is_open_or_not(string? expression, bool open) => Assert.Equal(open, IsOpen(expression));

    // SPDX expressions without parentheses; AND binds more tightly than OR.
    private static bool IsOpen(string? expression) =>
        expression?.Split(" OR ").Any(choice => choice.Split(" AND ").All(Open.Contains)) ?? false;

    // Package and version, with the licence expression of its nuspec if there is one.
    private static IEnumerable<KeyValuePair<string, string?>> Restored() =>
        from assets in Directory.EnumerateFiles(Checkout.Root, "project.assets.json", SearchOption.AllDirectories)
        let root = JsonNode.Parse(File.ReadAllText(assets))!
        let folders = root["packageFolders"]!.AsObject().Select(folder => folder.Key).ToArray()
        from library in root["libraries"]!.AsObject()
        where (string?)library.Value!["type"] == "package"
        group (Path: (string)library.Value["path"]!, Folders: folders) by library.Key into package
        let licence = Read.GetValueOrDefault(package.Key) ?? LicenceOf(package.First().Path, package.First().Folders)
        select KeyValuePair.Create(package.Key, licence);

    private static string? LicenceOf(string path, string[] folders)
    {
        var specification = folders
            .Select(folder => Path.Combine(folder, path))
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.nuspec"))
            .First();
        return XDocument.Load(specification).Descendants()
            .FirstOrDefault(element => element.Name.LocalName == "license" && (string?)element.Attribute("type") == "expression")?.Value;
    }
}
