using System.Text.Json.Serialization;

namespace Statsctl.Results;

internal enum ChangeKind
{
    /// <summary>The system does not hold the match yet.</summary>
    [JsonStringEnumMemberName("new")]
    New,

    /// <summary>The match has another score, kickoff or club, or counts again.</summary>
    [JsonStringEnumMemberName("corrected")]
    Corrected,

    /// <summary>The match no longer counts.</summary>
    [JsonStringEnumMemberName("voided")]
    Voided,
}

/// <summary>A difference between the system and a source, and the messages that remove it.</summary>
/// <param name="After">The match after the change, with the revision of the last message.</param>
/// <param name="What">The difference, for people: <c>score 3-0 → 3-2</c>.</param>
/// <param name="Messages">One or two, by revision.</param>
internal sealed record PlannedChange(ChangeKind Kind, HeldMatch After, string What, IReadOnlyList<FeedMessage> Messages)
{
    /// <summary>The match, for people.</summary>
    public string Name => $"{After.HomeClub.Name} – {After.AwayClub.Name}, {After.Kickoff.UtcDateTime:yyyy-MM-dd}";
}

/// <summary>A match that is not published.</summary>
/// <param name="Where">Its place in the source, or its id in the system.</param>
/// <param name="Match">Its name, for people.</param>
internal sealed record LeftOut(string Where, string Match, string Reason);

/// <summary>A doubt about a source that does not stop its publication.</summary>
internal sealed record PlanWarning(string Where, string Text)
{
    public override string ToString() => $"{Where}: {Text}";
}
