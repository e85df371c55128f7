using System.Text;
using System.Text.Json;
using Stats.Store;

namespace StatsApi.LiveUpdates;

/// <summary>An event as it is sent, written once for all clients (https://html.spec.whatwg.org/multipage/server-sent-events.html).</summary>
/// <param name="EventId">Its id.</param>
/// <param name="Type">One of those below.</param>
/// <param name="Tags">What it touches; null for everything.</param>
/// <param name="Frame">Its bytes.</param>
internal sealed record LiveEvent(EventId EventId, string Type, IReadOnlyDictionary<string, long>? Tags, byte[] Frame)
{
    public const string ReadyType = "ready";
    public const string ChangeType = "change";
    public const string ResetType = "reset";

    /// <summary>The client's place is of another life of the database, or of days that this one has lost.</summary>
    public const string OtherGeneration = "generation";

    /// <summary>The client missed too much, or what it missed isn't kept any more.</summary>
    public const string TooLongAgo = "too-long-ago";

    /// <summary>The read model was built anew.</summary>
    public const string Rebuilt = "rebuild";

    /// <summary>What a change is to clients. A rebuild touches everything.</summary>
    public static LiveEvent Of(PublicChange change)
    {
        var place = new EventId(change.Generation, change.N);
        return change.MatchId == ChangeLog.Everything ? Reset(place, Rebuilt) : new LiveEvent(place, ChangeType, change.Tags, Written(
            place, ChangeType, JsonSerializer.SerializeToUtf8Bytes(DataOf(change), LiveJson.Default.ChangeData)));
    }

    /// <summary>Anything may read otherwise since this place.</summary>
    public static LiveEvent Reset(EventId place, string reason) => new(place, ResetType, null, Written(
        place, ResetType, JsonSerializer.SerializeToUtf8Bytes(new ResetData(place.Change, reason), LiveJson.Default.ResetData)));

    /// <summary>The first of a client that has no place yet.</summary>
    public static LiveEvent Ready(EventId place) => new(place, ReadyType, null, Written(
        place, ReadyType, JsonSerializer.SerializeToUtf8Bytes(new ReadyData(place.Change), LiveJson.Default.ReadyData)));

    /// <summary>Whether a page of this scope reads otherwise since then: pages depend on their scope and on <c>names</c>.</summary>
    public bool Touches(string scope) => Tags is null || Tags.ContainsKey(scope) || Tags.ContainsKey(Stats.Contracts.Tags.Names);

    private static ChangeData DataOf(PublicChange change)
    {
        var scopes = change.Tags.Keys.Select(Stats.Contracts.Tags.Read).ToArray();
        return new ChangeData(
            change.N,
            change.MatchId,
            [.. scopes.Where(scope => scope.Kind == "competition").Select(scope => scope.Id).Distinct().Order(StringComparer.Ordinal)],
            [.. scopes.Select(scope => scope.Season).Where(season => season.Length > 0).Distinct().Order(StringComparer.Ordinal)],
            [.. scopes.Where(scope => scope.Kind == "club").Select(scope => scope.Id).Distinct().Order(StringComparer.Ordinal)],
            new SortedDictionary<string, long>(change.Tags.ToDictionary(), StringComparer.Ordinal),
            change.At.UtcDateTime);
    }

    // JSON is one line: line breaks in texts are escaped.
    private static byte[] Written(EventId place, string type, byte[] data) =>
        [.. Encoding.ASCII.GetBytes($"id: {place}\nevent: {type}\ndata: "), .. data, .. "\n\n"u8];
}
