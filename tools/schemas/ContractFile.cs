using System.Text.Encodings.Web;
using System.Text.RegularExpressions;

namespace Schemas;

/// <summary>A file below <c>contracts</c> that is generated from the messages' records.</summary>
/// <param name="BreaksBetween">Returns the changes from the first document to the second that break clients.</param>
internal sealed partial record ContractFile(string Path, JsonObject Document, Func<JsonNode, JsonNode, IReadOnlyList<string>> BreaksBetween)
{
    private static readonly JsonSerializerOptions Layout = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <param name="contracts">The folder <c>contracts</c>, whose samples become examples.</param>
    public static IReadOnlyList<ContractFile> All(string contracts) =>
    [
        .. MessageType.All.Select(message => new ContractFile(
            message.SchemaPath, MessageSchema.Of(message), (before, after) => SchemaBreaks.Between(before, after, message.IsOfFeed))),
        new("asyncapi.json", AsyncApi.Document(contracts), AsyncApi.BreaksBetween),
    ];

    /// <summary>Its text; invisible characters and those that reverse the direction of text are escaped.</summary>
    public string Text => Unseen().Replace(Document.ToJsonString(Layout), character => $"\\u{(int)character.Value[0]:X4}") + "\n";

    /// <summary>The breaking changes that writing it would make.</summary>
    public IEnumerable<string> BreaksIn(string contracts) => System.IO.Path.Combine(contracts, Path) is var file && File.Exists(file)
        ? BreaksBetween(JsonNode.Parse(File.ReadAllText(file))!, Document).Select(broken => $"{Path}: {broken}")
        : [];

    [GeneratedRegex(@"[\p{Cf}\p{M}\u115f\u1160\u2800\u3164\uffa0]")]
    private static partial Regex Unseen();
}
