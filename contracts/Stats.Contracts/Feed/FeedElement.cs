using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Stats.Contracts.Feed;

/// <summary>One object of a message, with its path for what has to be said about it.</summary>
internal readonly partial struct FeedElement(JsonElement element, string path)
{
    // Nothing was predicted before football had rules; a year 1 is a bug of the feed's, not a match.
    private static readonly DateTimeOffset Earliest = new(1850, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static FeedElement Root(JsonElement body) => body.ValueKind == JsonValueKind.Object
        ? new(body, "")
        : throw new RefusedException(Refusal.BadJson, "", $"The body must be an object, not {body.ValueKind}.");

    public FeedElement Object(string name) => OptionalObject(name) ?? throw Missing(name);

    public FeedElement? OptionalObject(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Object } found => new(found, PathOf(name)),
        _ => throw Bad(Refusal.BadJson, name, "must be an object"),
    };

    public string Id(string name)
    {
        var id = TextOrNull(name, Refusal.BadId) ?? throw Missing(name);
        return IdPattern().IsMatch(id) ? id : throw Bad(Refusal.BadId, name, "must be 1 to 128 of A-Z a-z 0-9 . _ : -");
    }

    public string Text(string name)
    {
        var text = TextOrNull(name, Refusal.BadJson);
        if (string.IsNullOrWhiteSpace(text))
            throw Missing(name);
        // PostgreSQL can't keep it, in text and in jsonb alike.
        return text.Contains('\0') ? throw Bad(Refusal.BadJson, name, "must not hold U+0000") : text;
    }

    public int Goals(string name) => (Find(name) ?? throw Missing(name)) switch
    {
        { ValueKind: JsonValueKind.Number } number when number.TryGetInt32(out var goals) && goals is >= 0 and <= 99 => goals,
        _ => throw Bad(Refusal.BadGoals, name, "must be a whole number from 0 to 99"),
    };

    public int Revision(string name) => (Find(name) ?? throw Missing(name)) switch
    {
        { ValueKind: JsonValueKind.Number } number when number.TryGetInt32(out var revision) && revision >= 1 => revision,
        _ => throw Bad(Refusal.BadJson, name, "must be a whole number from 1"),
    };

    public DateTimeOffset Time(string name)
    {
        var text = TextOrNull(name, Refusal.BadTime) ?? throw Missing(name);
        // Cut before it is parsed: parsing rounds, and may round a time up to kickoff.
        return TimePattern().Match(text) is { Success: true } match
            && DateTimeOffset.TryParse(
                match.Groups["seconds"].Value + match.Groups["fraction"].Value + match.Groups["offset"].Value,
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var time)
            && time >= Earliest
                ? Microseconds.Cut(time)
                : throw Bad(Refusal.BadTime, name, "must be RFC 3339 with an offset, from 1850 on, such as 2026-05-23T15:30:00Z");
    }

    private string? TextOrNull(string name, string reason)
    {
        if (Find(name) is not { } found)
            return null;
        try
        {
            return found.ValueKind == JsonValueKind.String ? found.GetString() : throw Bad(reason, name, "must be a string");
        }
        catch (InvalidOperationException e)
        {
            throw new RefusedException(Refusal.BadJson, PathOf(name), $"{PathOf(name)} is not valid Unicode.", e);
        }
    }

    private JsonElement? Find(string name) =>
        element.TryGetProperty(name, out var found) && found.ValueKind != JsonValueKind.Null ? found : null;

    private string PathOf(string name) => path.Length == 0 ? name : $"{path}.{name}";

    private RefusedException Missing(string name) => Bad(Refusal.MissingField, name, "is missing");

    private RefusedException Bad(string reason, string name, string must) => new(reason, PathOf(name), $"{PathOf(name)} {must}.");

    [GeneratedRegex(@"^[A-Za-z0-9._:\-]{1,128}\z")]
    private static partial Regex IdPattern();

    [GeneratedRegex(@"^(?<seconds>[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2})(?:(?<fraction>\.[0-9]{1,6})[0-9]*)?(?<offset>[Zz]|[+-][0-9]{2}:[0-9]{2})\z")]
    private static partial Regex TimePattern();
}
