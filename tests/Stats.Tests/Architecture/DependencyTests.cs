using ArchUnitNET.Domain;
using ArchUnitNET.Fluent;
using ArchUnitNET.Fluent.Slices;
using ArchUnitNET.Loader;
using Stats.Tests.Deployment;
using static ArchUnitNET.Fluent.ArchRuleDefinition;
using Assembly = System.Reflection.Assembly;

namespace Stats.Tests.Architecture;

/// <summary>
/// Dependencies point one way: between the top-level folders of a project, and between projects. Uses of constants are not seen.
/// </summary>
public sealed class DependencyTests
{
    private static readonly Dictionary<string, Assembly[]> Projects =
        new[] { "contracts", "libraries", "services", "tools" }.ToDictionary(folder => folder, LoadFrom);

    private static readonly Assembly[] All = [.. Projects.Values.SelectMany(each => each)];

    private static readonly ArchUnitNET.Domain.Architecture Ours = new ArchLoader().LoadAssemblies(All).Build();

    public static TheoryData<string> Names => new(All.Select(NameOf));

    [Theory]
    [MemberData(nameof(Names))]
    public void The_folders_of_a_project_have_no_dependency_cycle(string project) =>
        Assert.Empty(Cycles(project, type => FolderOf(type, project)));

    [Fact]
    public void A_type_in_the_wrong_folder_is_detected_as_a_cycle() =>
        Assert.NotEmpty(Cycles("StatsApi", type => type.Name == "SnapshotReader" ? "Tables" : FolderOf(type, "StatsApi")));

    [Fact]
    public void Every_contract_library_and_service_is_checked()
    {
        string[] folders = ["contracts", "libraries", "services"];
        Assert.Equal(folders.SelectMany(NamesIn).Order(), folders.SelectMany(folder => Projects[folder]).Select(NameOf).Order());
    }

    [Fact]
    public void Libraries_use_no_service_and_no_tool()
    {
        Assert.Empty(Uses([.. Projects["contracts"], .. Projects["libraries"]], [.. Projects["services"], .. Projects["tools"]]));
        Assert.NotEmpty(Uses(Projects["services"], Projects["libraries"]));
    }

    [Fact]
    public void Contracts_use_no_other_project_and_scoring_uses_only_contracts()
    {
        Assert.Empty(UsesOthersThan("Stats.Contracts"));
        Assert.Empty(UsesOthersThan("Stats.Scoring", "Stats.Contracts"));
        Assert.NotEmpty(UsesOthersThan("Stats.Store", "Stats.Contracts"));
    }

    private static string[] UsesOthersThan(string user, params string[] allowed) => Uses(
        [.. All.Where(assembly => NameOf(assembly) == user)],
        [.. All.Where(assembly => NameOf(assembly) != user && !allowed.Contains(NameOf(assembly)))]);

    private static string[] Uses(Assembly[] users, Assembly[] used) => Violations(
        Types().That().ResideInAssembly(users[0], users[1..])
            .Should().NotDependOnAny(Types().That().ResideInAssembly(used[0], used[1..])));

    private static string[] Cycles(string project, Func<IType, string?> folderOf)
    {
        var slices = new SliceRuleCreator();
        slices.SetSliceAssignment(new SliceAssignment(
            type => folderOf(type) is { } folder ? SliceIdentifier.Of(folder) : SliceIdentifier.Ignore(), $"by the folders of {project}"));
        return Violations(new GivenSlices(slices).Should().BeFreeOfCycles());
    }

    private static string[] Violations(IArchRule rule) =>
        [.. rule.Evaluate(Ours).Where(result => !result.Passed).Select(result => result.Description)];

    // Types outside of all folders compose the folders or, like Log, are used by all of them.
    private static string? FolderOf(IType type, string project)
    {
        var name = type.Namespace.FullName;
        return name.StartsWith($"{project}.", StringComparison.OrdinalIgnoreCase) ? name[(project.Length + 1)..].Split('.')[0] : null;
    }

    private static string NameOf(Assembly assembly) => assembly.GetName().Name!;

    private static IEnumerable<string> NamesIn(string folder) =>
        Directory.EnumerateFiles(Checkout.PathOf(folder), "*.csproj", SearchOption.AllDirectories)
            .Select(file => Path.GetFileNameWithoutExtension(file)!);

    // Includes only the tools that these tests reference.
    private static Assembly[] LoadFrom(string folder) =>
        [.. NamesIn(folder).Where(name => File.Exists(Path.Combine(AppContext.BaseDirectory, $"{name}.dll"))).Select(Assembly.Load)];
}
