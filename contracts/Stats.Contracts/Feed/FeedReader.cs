using System.Text.Json;
using System.Text.Unicode;

namespace Stats.Contracts.Feed;

/// <summary>Reads feed messages strictly: a missing member is an error, never zero. Unknown members are ignored.</summary>
public static class FeedReader
{
    /// <summary>The largest accepted body: 1 MiB.</summary>
    public const int MaxBytes = 1 << 20;

    /// <summary>The maximum length of a name in Unicode code points, as JSON Schema counts.</summary>
    public const int MaxNameLength = 200;

    /// <summary>The maximum length of a text for people in Unicode code points.</summary>
    public const int MaxTextLength = 1000;

    private const int MaxDepth = 64;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = MaxDepth };

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Parses a body, with or without a byte order mark; the caller disposes the document after use.</summary>
    /// <exception cref="RefusedException">It is too large, is not JSON, or has a duplicate member.</exception>
    public static JsonDocument Parse(ReadOnlyMemory<byte> body)
    {
        if (body.Length > MaxBytes)
        {
            throw new RefusedException(
                Refusal.TooLarge, "", $"The body has {body.Length:N0} bytes; at most {MaxBytes:N0} are accepted.",
                "Send one message for each prediction or match.");
        }
        if (!Utf8.IsValid(body.Span))
            throw new RefusedException(Refusal.BadJson, "", "The body is not UTF-8.", "Send JSON in UTF-8, not compressed.");
        var json = body.Span.StartsWith(ByteOrderMark) ? body[ByteOrderMark.Length..] : body;
        if (json.IsEmpty)
            throw new RefusedException(Refusal.BadJson, "", "The body is empty.", "Send the message as a JSON object.");
        try
        {
            return JsonDocument.Parse(json, Strict);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Only the first sentence concerns the feed; the others are about reading JSON in .NET.
            var place = e is JsonException { LineNumber: { } line, BytePositionInLine: { } position }
                ? $" (line {line + 1}, byte {position + 1})"
                : "";
            throw new RefusedException(
                Refusal.BadJson, "", $"The body can't be read as JSON: {Excerpt.Of(e.Message.Split(". ")[0].TrimEnd('.'), 120)}{place}.",
                $"Send one JSON object, each member once, nested at most {MaxDepth} deep.", e);
        }
    }

    /// <summary>Reads the message that the routing key names.</summary>
    /// <exception cref="RefusedException">A member is missing or invalid.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The routing key is not one of <see cref="FeedExchange.RoutingKeys"/>.</exception>
    public static FeedMessage Read(string routingKey, JsonElement body) => routingKey switch
    {
        FeedExchange.PredictionSubmitted => ReadPrediction(body),
        FeedExchange.MatchCompleted => ReadResult(body),
        FeedExchange.MatchVoided => ReadVoid(body),
        _ => throw new ArgumentOutOfRangeException(nameof(routingKey), routingKey, null),
    };

    /// <summary>Reads a prediction.</summary>
    /// <exception cref="RefusedException">A member is missing or invalid.</exception>
    public static PredictionSubmitted ReadPrediction(JsonElement body)
    {
        var message = FeedElement.Root(body);
        return new(
            message.Id("matchId"),
            ReadModel(message.Object("model")),
            message.Goals("homeGoals"),
            message.Goals("awayGoals"),
            message.Time("submittedAt"));
    }

    /// <summary>Reads a result.</summary>
    /// <exception cref="RefusedException">A member is missing or invalid.</exception>
    public static MatchCompleted ReadResult(JsonElement body)
    {
        var message = FeedElement.Root(body);
        var result = new MatchCompleted(
            message.Id("matchId"),
            ReadCompetition(message.Object("competition")),
            message.Id("season"),
            ReadClub(message.Object("homeClub")),
            ReadClub(message.Object("awayClub")),
            message.Time("kickoff"),
            ReadScore(message.Object("score")),
            message.Revision("revision"),
            message.Time("occurredAt"));
        return result.HomeClub.Id != result.AwayClub.Id
            ? result
            : throw new RefusedException(
                Refusal.BadId, "awayClub.id", $"awayClub.id must differ from homeClub.id, but both are {result.AwayClub.Id}.",
                "Send the id of each club.");
    }

    /// <summary>Reads a void.</summary>
    /// <exception cref="RefusedException">A member is missing or invalid.</exception>
    public static MatchVoided ReadVoid(JsonElement body)
    {
        var message = FeedElement.Root(body);
        return new(message.Id("matchId"), message.Revision("revision"), message.Text("reason"), message.Time("occurredAt"));
    }

    private static Model ReadModel(FeedElement e) => new(e.Id("id"), e.Name("displayName"), e.Name("provider"));

    private static Competition ReadCompetition(FeedElement e) => new(e.Id("id"), e.Name("name"));

    private static Club ReadClub(FeedElement e) => new(e.Id("id"), e.Name("name"));

    private static Score ReadScore(FeedElement e) => new(
        ReadGoals(e.Object("regularTime")),
        e.OptionalObject("extraTime") is { } extraTime ? ReadGoals(extraTime) : null,
        e.OptionalObject("penalties") is { } penalties ? ReadGoals(penalties) : null);

    private static Goals ReadGoals(FeedElement e) => new(e.Goals("home"), e.Goals("away"));
}
