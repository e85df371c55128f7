using System.Text.Json.Serialization;
using Stats.Contracts;
using StatsApi.MatchPages;

namespace StatsApi.LiveUpdates;

/// <summary>The data of the event <c>change</c>.</summary>
/// <param name="Change">The change number.</param>
/// <param name="MatchId">The id of the scored match.</param>
/// <param name="Competitions">The ids of its competitions; several if a correction moved the match.</param>
/// <param name="Seasons">The ids of its seasons.</param>
/// <param name="Clubs">The ids of its clubs.</param>
/// <param name="Tags">The new version of each tag, for <c>minVersion</c> of pages with this <c>meta.scope</c>.</param>
/// <param name="At">The time of the change (UTC).</param>
/// <param name="Match">The scored match, as it is when the event is sent.</param>
internal sealed record ChangeData(
    long Change,
    string MatchId,
    IReadOnlyList<string> Competitions,
    IReadOnlyList<string> Seasons,
    IReadOnlyList<string> Clubs,
    IReadOnlyDictionary<string, long> Tags,
    DateTime At,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ChangedMatch? Match);

/// <summary>The match of a change.</summary>
/// <param name="MatchId">The match's id.</param>
/// <param name="Kickoff">The kickoff (UTC).</param>
/// <param name="Competition">The competition.</param>
/// <param name="Season">The season's id.</param>
/// <param name="Home">The home club.</param>
/// <param name="Away">The away club.</param>
/// <param name="Result">The score after 90 minutes.</param>
/// <param name="Voided">Whether the match does not count: it was abandoned or awarded.</param>
internal sealed record ChangedMatch(
    string MatchId, DateTime Kickoff, Competition Competition, string Season, Club Home, Club Away, Scoreline Result, bool Voided);

/// <summary>The data of the event <c>ready</c>: pages read from now on are not older than this change.</summary>
internal sealed record ReadyData(long Change);

/// <summary>The data of the event <c>reset</c>: anything may have changed up to this change. Read all pages again.</summary>
internal sealed record ResetData(long Change, string Reason);

/// <summary>A ticket for the stream.</summary>
/// <param name="Ticket">The value for <c>ticket</c> of the stream.</param>
/// <param name="ExpiresAt">When the ticket expires (UTC). A stream that it opened stays open.</param>
internal sealed record TicketAnswer(string Ticket, DateTime ExpiresAt);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ChangeData))]
[JsonSerializable(typeof(ReadyData))]
[JsonSerializable(typeof(ResetData))]
[JsonSerializable(typeof(TicketAnswer))]
internal sealed partial class LiveJson : JsonSerializerContext;
