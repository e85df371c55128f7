namespace Statsctl.DeadLetters;

/// <summary>Messages of one queue that failed for one reason in one field.</summary>
/// <param name="Oldest">When the first of them failed; null if unknown.</param>
/// <param name="Newest">When the last of them failed; null if unknown.</param>
public sealed record LetterGroup(string Queue, string Reason, string Field, int Count, DateTimeOffset? Oldest, DateTimeOffset? Newest);

/// <summary>Counts messages by queue, reason and field, without keeping them.</summary>
public sealed class LetterGroups
{
    private readonly Dictionary<(string Queue, string Reason, string Field), LetterGroup> _groups = [];

    /// <summary>The groups in the order of the queues, each queue's largest first.</summary>
    public IReadOnlyList<LetterGroup> All =>
    [
        .. _groups.Values
            .OrderBy(group => DeadLetterQueue.All.TakeWhile(queue => queue.Name != group.Queue).Count())
            .ThenByDescending(group => group.Count)
            .ThenBy(group => group.Reason, StringComparer.Ordinal)
            .ThenBy(group => group.Field, StringComparer.Ordinal),
    ];

    public int Count { get; private set; }

    public void Add(DeadLetter letter)
    {
        Count++;
        var key = (letter.Queue.Name, letter.Reason, letter.Field);
        var group = _groups.GetValueOrDefault(key) ?? new LetterGroup(key.Name, key.Reason, key.Field, 0, null, null);
        _groups[key] = group with
        {
            Count = group.Count + 1,
            Oldest = Outer(group.Oldest, letter.At, earlier: true),
            Newest = Outer(group.Newest, letter.At, earlier: false),
        };
    }

    private static DateTimeOffset? Outer(DateTimeOffset? known, DateTimeOffset? next, bool earlier) =>
        known is null || next is null ? known ?? next : next < known == earlier ? next : known;
}
