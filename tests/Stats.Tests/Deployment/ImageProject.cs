using System.Xml.Linq;

namespace Stats.Tests.Deployment;

/// <summary>The project beside a Dockerfile, with the projects that it references.</summary>
internal sealed class ImageProject
{
    private readonly XDocument _project;

    public ImageProject(string dockerfile)
    {
        Folder = Path.GetDirectoryName(dockerfile)!;
        Project = $"{Folder}/{Path.GetFileName(Folder)}.csproj";
        _project = XDocument.Parse(Checkout.Read(Project));
    }

    /// <summary>All Dockerfiles of this working copy.</summary>
    public static IReadOnlyList<string> Dockerfiles { get; } =
        [.. from top in (string[])["services", "tools"]
            from folder in Directory.EnumerateDirectories(Checkout.PathOf(top))
            where File.Exists(Path.Combine(folder, "Dockerfile"))
            orderby folder
            select Path.GetRelativePath(Checkout.Root, Path.Combine(folder, "Dockerfile"))];

    public string Folder { get; }

    public string Project { get; }

    public string Program => Path.GetFileName(Folder);

    /// <summary>The name of the image for <c>dotnet publish -t:PublishContainer</c>.</summary>
    public string? Repository => Property("ContainerRepository");

    public string? Description => Property("Description");

    /// <summary>Whether it is a web service, which runs until it is stopped.</summary>
    public bool IsService => _project.Root!.Attribute("Sdk")!.Value == "Microsoft.NET.Sdk.Web";

    /// <summary>The projects to restore: this one and all that it references, except by references with a condition.</summary>
    public IReadOnlySet<string> Closure()
    {
        var found = new HashSet<string>();
        Add(Project);
        return found;

        void Add(string project)
        {
            if (!found.Add(project))
                return;
            foreach (var reference in XDocument.Parse(Checkout.Read(project)).Descendants("ProjectReference")
                .Where(reference => reference.Parent!.Attribute("Condition") is null))
            {
                var path = Path.Combine(Path.GetDirectoryName(project)!, reference.Attribute("Include")!.Value.Replace('\\', '/'));
                Add(Path.GetRelativePath(Checkout.Root, Path.GetFullPath(path, Checkout.Root)));
            }
        }
    }

    /// <summary>The files that its project file imports.</summary>
    public IEnumerable<string> Imports() => _project.Descendants("Import")
        .Select(import => Path.GetFullPath(Path.Combine(Folder, import.Attribute("Project")!.Value), Checkout.Root))
        .Select(path => Path.GetRelativePath(Checkout.Root, path));

    /// <summary>
    /// Whether an image restores a project by its lock file: its packages and projects are the same on each machine. The lock file of a
    /// project that imports ReadyToRun.props also names the system that it was built for.
    /// </summary>
    public static bool IsLocked(string project)
    {
        var file = XDocument.Parse(Checkout.Read(project));
        return !file.Descendants("RestoreLockedMode").Any() && !file.Descendants("Import").Any()
            && file.Descendants("ProjectReference").All(reference => reference.Parent!.Attribute("Condition") is null);
    }

    private string? Property(string name) => _project.Descendants(name).FirstOrDefault()?.Value;
}
