using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using StatsApi.Database;

namespace StatsApi.LiveUpdates;

/// <summary>The events that a reconnecting client missed, up to the start of its subscription.</summary>
internal sealed class CatchUp(ChangeTail tail, IOptions<LiveUpdatesOptions> options)
{
    /// <summary>Every change of its scope since its last event, or one reset if they can't be listed.</summary>
    /// <param name="client">The client's subscription.</param>
    /// <param name="after">The last event that the client received; null for a new client.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="DatabaseUnavailableException">The change log can't be read now.</exception>
    public async IAsyncEnumerable<LiveEvent> EventsAsync(Subscription client, EventId? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var place = after;
        if (Shortcut(client.Start, after) is { } instead)
        {
            yield return instead;
            yield break;
        }
        while (place!.Change < client.Start.Change)
        {
            var changes = await tail.ReadAsync(place, client.Start, cancellationToken);
            if (changes.Count == 0 || changes[0].N != place.Change + 1)
            {
                yield return LiveEvent.Reset(client.Start, LiveEvent.TooLongAgo);
                yield break;
            }
            foreach (var live in (await tail.EventsOfAsync(changes, cancellationToken)).Where(client.Wants))
                yield return live;
            place = place with { Change = changes[^1].N };
        }
    }

    private LiveEvent? Shortcut(EventId start, EventId? after) => after switch
    {
        null => LiveEvent.Ready(start),
        _ when after.Generation != start.Generation || after.Change > start.Change => LiveEvent.Reset(start, LiveEvent.OtherGeneration),
        _ when start.Change - after.Change > options.Value.LongestReplay => LiveEvent.Reset(start, LiveEvent.TooLongAgo),
        _ => null,
    };
}
