using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Schemas;

/// <summary>The contracts' own summaries, which the compiler writes beside the assembly.</summary>
internal static partial class XmlDocumentation
{
    private static readonly Dictionary<string, XElement> Summaries = XDocument
        .Load(Path.Combine(AppContext.BaseDirectory, "Stats.Contracts.xml"))
        .Descendants("member")
        .Where(member => member.Element("summary") is not null)
        .ToDictionary(member => member.Attribute("name")!.Value, member => member.Element("summary")!);

    public static string Of(Type type) => Text($"T:{type.FullName}");

    /// <param name="member">The member's name in JSON.</param>
    public static string Of(Type type, string member) =>
        Text($"P:{type.FullName}.{type.GetProperties().Single(property => JsonName(property.Name) == member).Name}");

    private static string Text(string id) => Summaries.TryGetValue(id, out var summary)
        ? Blanks().Replace(string.Concat(summary.Nodes().Select(Plain)), " ").Trim()
        : throw new InvalidOperationException($"{id} has no summary: add one, which becomes its description in a schema.");

    private static string Plain(XNode node) => node switch
    {
        XElement { Name.LocalName: "paramref" } parameter => $"`{JsonName(parameter.Attribute("name")!.Value)}`",
        XElement { Name.LocalName: "see" } see => $"`{Named(see.Attribute("cref")!.Value)}`",
        XElement element => $"`{element.Value}`",
        _ => ((XText)node).Value,
    };

    private static string Named(string cref) => cref.StartsWith("P:", StringComparison.Ordinal) ? JsonName(Last(cref)) : Last(cref);

    private static string Last(string cref) => cref.Split('.')[^1];

    private static string JsonName(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
