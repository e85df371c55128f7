using System.Buffers.Binary;
using System.Text;

namespace Stats.IntegrationTests.Telemetry;

/// <summary>
/// A message in protobuf's wire format, read without its schema: enough to look into OTLP by field number. Numbers are those of
/// https://github.com/open-telemetry/opentelemetry-proto.
/// </summary>
internal sealed class ProtobufMessage
{
    private readonly List<(int Field, ReadOnlyMemory<byte> Value)> _fields = [];

    public ProtobufMessage(ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var tag = Varint(ref bytes);
            var length = (tag & 7) switch
            {
                0 => LengthOfVarint(bytes.Span),
                1 => 8,
                2 => (int)Varint(ref bytes),
                5 => 4,
                var type => throw new InvalidDataException($"Wire type {type}."),
            };
            _fields.Add(((int)(tag >> 3), bytes[..length]));
            bytes = bytes[length..];
        }
    }

    public IEnumerable<ProtobufMessage> All(int field) => Values(field).Select(value => new ProtobufMessage(value));

    public ProtobufMessage? One(int field) => All(field).FirstOrDefault();

    public string Text(int field) => Encoding.UTF8.GetString(Values(field).FirstOrDefault().Span);

    public string Hex(int field) => Convert.ToHexStringLower(Values(field).FirstOrDefault().Span);

    public ulong Fixed64(int field) => Values(field).Select(value => BinaryPrimitives.ReadUInt64LittleEndian(value.Span)).FirstOrDefault();

    /// <summary>OTLP's list of attributes, as text.</summary>
    public Dictionary<string, string> Attributes(int field) => All(field).ToDictionary(pair => pair.Text(1), pair => AnyValue(pair.One(2)));

    public static string AnyValue(ProtobufMessage? value) => value switch
    {
        null => "",
        _ when value.Values(3).FirstOrDefault() is { Length: > 0 } number => $"{Varint(ref number)}",
        _ => value.Text(1),
    };

    private IEnumerable<ReadOnlyMemory<byte>> Values(int field) => _fields.Where(f => f.Field == field).Select(f => f.Value);

    private static ulong Varint(ref ReadOnlyMemory<byte> bytes)
    {
        var length = LengthOfVarint(bytes.Span);
        var value = 0UL;
        for (var i = length - 1; i >= 0; i--)
            value = value << 7 | (uint)(bytes.Span[i] & 0x7f);
        bytes = bytes[length..];
        return value;
    }

    private static int LengthOfVarint(ReadOnlySpan<byte> bytes) => bytes.IndexOfAnyInRange((byte)0, (byte)0x7f) + 1;
}
