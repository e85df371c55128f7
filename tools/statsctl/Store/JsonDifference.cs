using Stats.Store.Verifying;

namespace Statsctl.Store;

/// <summary>Finds the first difference between expected and found JSON; additional members are ignored.</summary>
internal static class JsonDifference
{
    public static Difference? Find(string at, JsonElement expected, JsonElement found) => (expected.ValueKind, found.ValueKind) switch
    {
        (JsonValueKind.Object, JsonValueKind.Object) => expected.EnumerateObject()
            .Select(member => found.TryGetProperty(member.Name, out var value)
                ? Find($"{at} {member.Name}", member.Value, value)
                : new Difference($"{at} {member.Name}", member.Value.GetRawText(), "nothing"))
            .FirstOrDefault(difference => difference is not null),
        (JsonValueKind.Array, JsonValueKind.Array) when expected.GetArrayLength() != found.GetArrayLength() =>
            new($"{at} (length)", $"{expected.GetArrayLength()}", $"{found.GetArrayLength()}"),
        (JsonValueKind.Array, JsonValueKind.Array) => expected.EnumerateArray()
            .Select((item, n) => Find($"{at}[{n}]", item, found[n]))
            .FirstOrDefault(difference => difference is not null),
        _ => JsonElement.DeepEquals(expected, found) ? null : new(at, expected.GetRawText(), found.GetRawText()),
    };
}
