using System.Text.RegularExpressions;
using ServiceDefaults;

namespace Stats.Tests.Deployment;

/// <summary>Checks of a Dockerfile. Each finding is a sentence.</summary>
internal static partial class ImageChecks
{
    private static readonly string[] ForEveryProject =
    [
        ".editorconfig", "BannedSymbols.txt",
        "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "global.json",
    ];

    private static readonly string[] ForEveryService =
    [
        "ASPNETCORE_HTTP_PORTS=8080", "Logging__Console__FormatterName=json",
        "Logging__Console__FormatterOptions__TimestampFormat=yyyy-MM-ddTHH:mm:ss.fffZ",
    ];

    /// <summary>All findings.</summary>
    /// <param name="ignored">The text of .dockerignore.</param>
    public static IReadOnlyList<string> Findings(string text, ImageProject project, string ignored)
    {
        var lines = Continued().Replace(text, " ").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var restore = Array.IndexOf(lines, $"RUN dotnet restore {project.Project}");
        var last = Array.FindLastIndex(lines, line => line.StartsWith("FROM ", StringComparison.Ordinal));
        if (restore < 0 || last < restore)
            return [$"it doesn't restore {project.Project}"];
        return
        [
            .. Sources(lines, restore, last, project),
            .. Ignored(lines[..last], ignored),
            .. Bases(lines),
            .. Final(lines[last..], project),
        ];
    }

    private static IEnumerable<string> Sources(string[] lines, int restore, int last, ImageProject project)
    {
        var early = Copied(lines[..restore]).ToHashSet();
        var late = Copied(lines[restore..last]).ToHashSet();
        var locks = project.Closure().Where(ImageProject.IsLocked).Select(file => $"{Path.GetDirectoryName(file)}/packages.lock.json");
        var needed = ForEveryProject.Concat(project.Closure()).Concat(project.Imports()).Concat(locks);
        foreach (var file in needed.Where(file => !early.Contains(file)))
            yield return $"{file} is missing when packages are restored";
        foreach (var file in early.Where(file => file.EndsWith(".csproj", StringComparison.Ordinal) && !project.Closure().Contains(file)))
            yield return $"{file} is copied but not needed";
        foreach (var folder in project.Closure().Select(file => file.Split('/')[0]).Distinct().Where(folder => !late.Contains(folder)))
            yield return $"the sources in {folder} are missing when it is built";
    }

    private static IEnumerable<string> Ignored(string[] lines, string ignored)
    {
        var allowed = ignored.Split('\n').Where(line => line.StartsWith('!')).Select(line => line[1..]).ToHashSet();
        return Copied(lines)
            .Where(path => !allowed.Any(there => path == there || path.StartsWith($"{there}/", StringComparison.Ordinal)))
            .Select(path => path.Split('/')[0]).Distinct().Select(top => $".dockerignore excludes {top}");
    }

    private static IEnumerable<string> Bases(string[] lines)
    {
        foreach (var line in lines.Where(line => line.StartsWith("FROM ", StringComparison.Ordinal)))
        {
            var argument = BaseArgument().Match(line).Groups["name"].Value;
            var value = lines.FirstOrDefault(other => other.StartsWith($"ARG {argument}=", StringComparison.Ordinal))?.Split('=')[1] ?? "";
            if (!Pinned().IsMatch(value))
                yield return $"'{line}' has no pinned base image that a build argument can replace";
        }
    }

    private static IEnumerable<string> Final(string[] lines, ImageProject project)
    {
        if (lines.LastOrDefault(line => line.StartsWith("USER ", StringComparison.Ordinal)) is not { } user || !NotRoot().IsMatch(user))
            yield return "it may run as root";
        if (!lines.Contains($"ENTRYPOINT [\"dotnet\", \"{project.Program}.dll\"]"))
            yield return $"it doesn't start {project.Program}.dll";
        var labels = string.Join('\n', lines.Where(line => line.StartsWith("LABEL ", StringComparison.Ordinal)));
        foreach (var (name, value) in new[]
        {
            ("title", project.Repository), ("description", project.Description),
            ("licenses", "MIT"), ("version", "$VERSION"), ("revision", "$REVISION"),
        })
        {
            if (!labels.Contains($"org.opencontainers.image.{name}=\"{value}\"", StringComparison.Ordinal))
                yield return $"its label {name} doesn't say {value}";
            if (value?.StartsWith('$') == true && !lines.Any(line => line.StartsWith($"ARG {value[1..]}=", StringComparison.Ordinal)))
                yield return $"{value} has no value in the last stage";
        }
        var health = lines.LastOrDefault(line => line.StartsWith("HEALTHCHECK ", StringComparison.Ordinal)) ?? "no health check";
        if (!health.EndsWith(project.IsService ? $"\"http://127.0.0.1:8080{Health.LivePath}\"]" : "NONE", StringComparison.Ordinal))
            yield return $"it has an unexpected health check: {health}";
        if (project.IsService && !lines.Contains("EXPOSE 8080"))
            yield return "it doesn't say that it listens on 8080";
        foreach (var setting in project.IsService ? ForEveryService : [])
        {
            if (!lines.Any(line => line.StartsWith("ENV ", StringComparison.Ordinal) && line.Split(' ').Contains(setting)))
                yield return $"it doesn't set {setting}";
        }
    }

    private static IEnumerable<string> Copied(IEnumerable<string> lines) => lines
        .Where(line => line.StartsWith("COPY ", StringComparison.Ordinal) && !line.Contains("--from", StringComparison.Ordinal))
        .SelectMany(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..^1]);

    [GeneratedRegex(@"\\\n\s*")]
    private static partial Regex Continued();

    [GeneratedRegex(@"^FROM \$\{(?<name>\w+)\}( AS \w+)?$")]
    private static partial Regex BaseArgument();

    [GeneratedRegex(@"^[a-z.]+/[a-z/]+:10\.0(-[a-z]+)?$")]
    private static partial Regex Pinned();

    // The .NET images set APP_UID to their own user. With a base image that does not, the user must not be root.
    [GeneratedRegex(@"^USER (\$\{APP_UID:-[1-9][0-9]*\}|[1-9][0-9]*)$")]
    private static partial Regex NotRoot();
}
