using System.Text.RegularExpressions;

namespace Stats.Tests.Deployment;

/// <summary>docker-compose.yml as compose reads it: merge keys applied, and variables replaced by their defaults.</summary>
internal sealed partial class ComposeFile
{
    public const string Path = "docker-compose.yml";

    public ComposeFile(string text)
    {
        Text = text;
        var root = Yaml.Read(Variable().Replace(text, "${default}")).Single();
        Services = [.. root["services"]!.AsObject().Select(entry => new ComposeService(entry.Key, entry.Value!.AsObject()))];
        Volumes = [.. root["volumes"]!.AsObject().Select(entry => entry.Key)];
    }

    public string Text { get; }

    public IReadOnlyList<ComposeService> Services { get; }

    public IReadOnlyList<string> Volumes { get; }

    /// <summary>The names of its variables.</summary>
    public IEnumerable<string> Variables => Variable().Matches(Text).Select(match => match.Groups["name"].Value).Distinct();

    public static ComposeFile Real() => new(Checkout.Read(Path));

    public ComposeService? Find(string name) => Services.FirstOrDefault(service => service.Name == name);

    [GeneratedRegex(@"\$\{(?<name>[A-Z0-9_]+):-(?<default>[^}]*)\}")]
    private static partial Regex Variable();
}
