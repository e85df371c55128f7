using System.Text;
using System.Text.Json;
using Stats.Store;

namespace StatsApi.LiveUpdates;

/// <summary>An event, serialized once for all clients (https://html.spec.whatwg.org/multipage/server-sent-events.html).</summary>
/// <param name="EventId">The id.</param>
/// <param name="Type">One of the types below.</param>
/// <param name="Tags">The tags that it touches; null for all.</param>
/// <param name="Frame">The serialized event.</param>
internal sealed record LiveEvent(EventId EventId, string Type, IReadOnlyDictionary<string, long>? Tags, byte[] Frame)
{
    public const string ReadyType = "ready";
    public const string ChangeType = "change";
    public const string ResetType = "reset";

    /// <summary>The client's last event is from another generation, or later than the database's last change.</summary>
    public const string OtherGeneration = "generation";

    /// <summary>The client missed too many changes, or changes that are no longer kept.</summary>
    public const string TooLongAgo = "too-long-ago";

    /// <summary>The read model was rebuilt.</summary>
    public const string Rebuilt = "rebuild";

    /// <summary>The event of a change; a reset for a rebuild.</summary>
    /// <param name="change">The change.</param>
    /// <param name="match">Its match, if it is known.</param>
    public static LiveEvent Of(PublicChange change, ChangedMatch? match = null)
    {
        var place = new EventId(change.Generation, change.N);
        return change.MatchId == ChangeLog.Everything ? Reset(place, Rebuilt) : new LiveEvent(place, ChangeType, change.Tags, Written(
            place, ChangeType, JsonSerializer.SerializeToUtf8Bytes(DataOf(change, match), LiveJson.Default.ChangeData)));
    }

    /// <summary>Anything may have changed up to this position.</summary>
    public static LiveEvent Reset(EventId place, string reason) => new(place, ResetType, null, Written(
        place, ResetType, JsonSerializer.SerializeToUtf8Bytes(new ResetData(place.Change, reason), LiveJson.Default.ResetData)));

    /// <summary>The first event of a new client.</summary>
    public static LiveEvent Ready(EventId place) => new(place, ReadyType, null, Written(
        place, ReadyType, JsonSerializer.SerializeToUtf8Bytes(new ReadyData(place.Change), LiveJson.Default.ReadyData)));

    /// <summary>Whether the event concerns pages of this scope: they depend on the scope and on <c>names</c>.</summary>
    public bool Touches(string scope) => Tags is null || Tags.ContainsKey(scope) || Tags.ContainsKey(Stats.Contracts.Tags.Names);

    private static ChangeData DataOf(PublicChange change, ChangedMatch? match)
    {
        var scopes = change.Tags.Keys.Select(Stats.Contracts.Tags.Read).ToArray();
        return new ChangeData(
            change.N,
            change.MatchId,
            [.. scopes.Where(scope => scope.Kind == "competition").Select(scope => scope.Id).Distinct().Order(StringComparer.Ordinal)],
            [.. scopes.Select(scope => scope.Season).Where(season => season.Length > 0).Distinct().Order(StringComparer.Ordinal)],
            [.. scopes.Where(scope => scope.Kind == "club").Select(scope => scope.Id).Distinct().Order(StringComparer.Ordinal)],
            new SortedDictionary<string, long>(change.Tags.ToDictionary(), StringComparer.Ordinal),
            change.At.UtcDateTime,
            match);
    }

    // The JSON is one line: line breaks in texts are escaped.
    private static byte[] Written(EventId place, string type, byte[] data) =>
        [.. Encoding.ASCII.GetBytes($"id: {place}\nevent: {type}\ndata: "), .. data, .. "\n\n"u8];
}
