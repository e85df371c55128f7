using System.Text.Json;

namespace Statsctl.Results.Sources;

/// <summary>A JSON value with the line where it begins, for error messages.</summary>
internal sealed class LocatedJson
{
    private readonly Dictionary<string, LocatedJson> _members = [];
    private readonly List<LocatedJson> _items = [];

    private LocatedJson(int line, JsonValueKind kind) => (Line, Kind) = (line, kind);

    /// <summary>The line, from 1.</summary>
    public int Line { get; }

    public JsonValueKind Kind { get; }

    /// <summary>The text of a string; else null.</summary>
    public string? Text { get; private init; }

    /// <summary>The value of a whole number; else null.</summary>
    public int? Number { get; private init; }

    public IReadOnlyList<LocatedJson> Items => _items;

    /// <summary>A member of an object; null if it is absent or null.</summary>
    public LocatedJson? this[string member] =>
        _members.TryGetValue(member, out var value) && value.Kind != JsonValueKind.Null ? value : null;

    /// <exception cref="UnreadableFileException">It isn't JSON.</exception>
    public static LocatedJson Parse(string path, ReadOnlySpan<byte> utf8)
    {
        try
        {
            var reader = new Utf8JsonReader(utf8);
            var lines = new LineCount(utf8);
            reader.Read();
            var root = Value(ref reader, ref lines);
            reader.Read();
            return root;
        }
        catch (JsonException problem)
        {
            var cause = problem.Message.Split(" LineNumber:")[0];
            throw new UnreadableFileException(path, (int)(problem.LineNumber ?? 0) + 1, $"expected JSON: {cause}");
        }
    }

    private static LocatedJson Value(ref Utf8JsonReader reader, ref LineCount lines)
    {
        var line = lines.At(reader.TokenStartIndex);
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                var parent = new LocatedJson(line, JsonValueKind.Object);
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    var name = reader.GetString()!;
                    reader.Read();
                    parent._members[name] = Value(ref reader, ref lines);
                }
                return parent;
            case JsonTokenType.StartArray:
                var list = new LocatedJson(line, JsonValueKind.Array);
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    list._items.Add(Value(ref reader, ref lines));
                return list;
            case JsonTokenType.String:
                return new LocatedJson(line, JsonValueKind.String) { Text = reader.GetString() };
            case JsonTokenType.Number:
                return new LocatedJson(line, JsonValueKind.Number) { Number = reader.TryGetInt32(out var n) ? n : null };
            case JsonTokenType.True or JsonTokenType.False:
                return new LocatedJson(line, JsonValueKind.True);
            default:
                return new LocatedJson(line, JsonValueKind.Null);
        }
    }

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
