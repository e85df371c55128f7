namespace Statsctl.Results.Sources;

/// <summary>A JSON value that knows its place, for error messages: the line in a file, or the path in the answer of a service.</summary>
internal sealed class LocatedJson
{
    private readonly Dictionary<string, LocatedJson> _members = [];
    private readonly List<LocatedJson> _items = [];
    private readonly Document _document;
    private readonly Step _step;

    private LocatedJson(Document document, Step step, int line, JsonValueKind kind) =>
        (_document, _step, Line, Kind) = (document, step, line, kind);

    /// <summary>The line, from 1.</summary>
    public int Line { get; }

    public JsonValueKind Kind { get; }

    /// <summary>The text of a string; else null.</summary>
    public string? Text { get; private init; }

    /// <summary>The value of a whole number; else null.</summary>
    public int? Number { get; private init; }

    public IReadOnlyList<LocatedJson> Items => _items;

    /// <summary>The path from the root, such as <c>$.matches[3].score</c>.</summary>
    public string Path => _step.Parent is not { } parent ? "$"
        : _step.Member is { } member ? $"{parent.Path}.{member}"
        : $"{parent.Path}[{_step.Index}]";

    /// <summary>The file's path or the URL.</summary>
    public string Source => _document.Name;

    /// <summary>The place in its file or answer: <c>en.1.json:17</c>, or <c>https://… $.matches[3]</c>.</summary>
    public string Where => _document.IsFile ? $"{_document.Name}:{Line}" : $"{_document.Name} {Path}";

    /// <summary>A member of an object; null if it is absent or null.</summary>
    public LocatedJson? this[string member] =>
        _members.TryGetValue(member, out var value) && value.Kind != JsonValueKind.Null ? value : null;

    /// <summary>The error for an unexpected value at this place.</summary>
    public UnreadableFileException Expected(string what) => new(Where, null, $"expected {what}");

    /// <summary>The error for a season that the source does not have.</summary>
    public UnreadableFileException NoSuchSeason(string what) =>
        new(Where, null, $"expected {what}, found none") { IsNoSuchSeason = true };

    /// <summary>Parses a file, whose values are located by line.</summary>
    /// <exception cref="UnreadableFileException">It isn't JSON, or an object has a member twice.</exception>
    public static LocatedJson Parse(string path, ReadOnlySpan<byte> utf8) => Parse(new Document(path, IsFile: true), utf8);

    /// <summary>Parses the answer of a service, whose values are located by path.</summary>
    /// <exception cref="UnreadableFileException">It isn't JSON, or an object has a member twice.</exception>
    public static LocatedJson ParseAnswer(Uri url, ReadOnlySpan<byte> utf8) => Parse(new Document(url.AbsoluteUri, IsFile: false), utf8);

    private static LocatedJson Parse(Document document, ReadOnlySpan<byte> utf8)
    {
        try
        {
            var reader = new Utf8JsonReader(utf8);
            var lines = new LineCount(utf8);
            reader.Read();
            var root = Value(ref reader, ref lines, document, default);
            reader.Read();
            return root;
        }
        catch (JsonException problem)
        {
            var cause = problem.Message.Split(" LineNumber:")[0];
            var line = (problem.LineNumber ?? 0) + 1;
            throw document.IsFile
                ? new UnreadableFileException(document.Name, (int)line, $"expected JSON: {cause}")
                : new UnreadableFileException(
                    document.Name, null, $"expected JSON: {cause} (line {line}, byte {(problem.BytePositionInLine ?? 0) + 1})");
        }
    }

    private static LocatedJson Value(ref Utf8JsonReader reader, ref LineCount lines, Document document, Step step)
    {
        var line = lines.At(reader.TokenStartIndex);
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                var parent = new LocatedJson(document, step, line, JsonValueKind.Object);
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    var name = TextOf(ref reader, ref lines, document, step);
                    reader.Read();
                    var value = Value(ref reader, ref lines, document, new Step(parent, name, 0));
                    if (!parent._members.TryAdd(name, value))
                        throw value.Expected($"the member '{name}' once in its object");
                }
                return parent;
            case JsonTokenType.StartArray:
                var list = new LocatedJson(document, step, line, JsonValueKind.Array);
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    list._items.Add(Value(ref reader, ref lines, document, new Step(list, null, list._items.Count)));
                return list;
            case JsonTokenType.String:
                return new LocatedJson(document, step, line, JsonValueKind.String)
                {
                    Text = TextOf(ref reader, ref lines, document, step),
                };
            case JsonTokenType.Number:
                return new LocatedJson(document, step, line, JsonValueKind.Number) { Number = reader.TryGetInt32(out var n) ? n : null };
            case JsonTokenType.True:
                return new LocatedJson(document, step, line, JsonValueKind.True);
            case JsonTokenType.False:
                return new LocatedJson(document, step, line, JsonValueKind.False);
            default:
                return new LocatedJson(document, step, line, JsonValueKind.Null);
        }
    }

    private static string TextOf(ref Utf8JsonReader reader, ref LineCount lines, Document document, Step step)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            var line = lines.At(reader.TokenStartIndex);
            throw new LocatedJson(document, step, line, JsonValueKind.String).Expected("text without half of a surrogate pair");
        }
    }

    /// <param name="Name">The file's path or the URL.</param>
    private sealed record Document(string Name, bool IsFile);

    /// <summary>A step from a parent to its member, or to the item at an index.</summary>
    private readonly record struct Step(LocatedJson? Parent, string? Member, int Index);

    /// <summary>Counts the lines before a position; positions must ascend.</summary>
    private ref struct LineCount(ReadOnlySpan<byte> text)
    {
        private readonly ReadOnlySpan<byte> _text = text;
        private long _counted;
        private int _line = 1;

        public int At(long place)
        {
            _line += _text[(int)_counted..(int)place].Count((byte)'\n');
            _counted = place;
            return _line;
        }
    }
}
