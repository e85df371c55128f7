using System.Text.Json.Serialization;

namespace StatsApi.LiveUpdates;

/// <summary>The data of the event <c>change</c>.</summary>
/// <param name="Change">Its number.</param>
/// <param name="MatchId">The match that was scored.</param>
/// <param name="Competitions">What it touched; more than one if a correction moved the match.</param>
/// <param name="Seasons">Likewise.</param>
/// <param name="Clubs">Likewise.</param>
/// <param name="Tags">The version of each tag since then: what a page with this <c>meta.scope</c> may ask for as its <c>minVersion</c>.</param>
/// <param name="At">When.</param>
internal sealed record ChangeData(
    long Change,
    string MatchId,
    IReadOnlyList<string> Competitions,
    IReadOnlyList<string> Seasons,
    IReadOnlyList<string> Clubs,
    IReadOnlyDictionary<string, long> Tags,
    DateTime At);

/// <summary>The data of the event <c>ready</c>: what a page shows from here on is no older than this change.</summary>
internal sealed record ReadyData(long Change);

/// <summary>The data of the event <c>reset</c>: anything may have changed up to this change, so read anew what you show.</summary>
internal sealed record ResetData(long Change, string Reason);

/// <summary>A ticket for the stream.</summary>
/// <param name="Ticket">What <c>ticket</c> of the stream takes.</param>
/// <param name="ExpiresAt">Until when it opens a stream (UTC): one. A stream that is open stays so.</param>
internal sealed record TicketAnswer(string Ticket, DateTime ExpiresAt);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ChangeData))]
[JsonSerializable(typeof(ReadyData))]
[JsonSerializable(typeof(ResetData))]
[JsonSerializable(typeof(TicketAnswer))]
internal sealed partial class LiveJson : JsonSerializerContext;
