using System.Collections.Immutable;
using System.Text;

namespace Stats.Scoring;

/// <summary>The state of a match after its events: every revision and every distinct prediction received.</summary>
public sealed record MatchState
{
    /// <summary>A match without events.</summary>
    public static MatchState Unknown { get; } = new();

    /// <summary>Results by revision.</summary>
    public ImmutableSortedDictionary<int, ResultRecorded> Results { get; init; } = ImmutableSortedDictionary<int, ResultRecorded>.Empty;

    /// <summary>Voids by revision.</summary>
    public ImmutableSortedDictionary<int, MatchVoided> Voids { get; init; } = ImmutableSortedDictionary<int, MatchVoided>.Empty;

    /// <summary>All predictions, including late and superseded ones.</summary>
    public ImmutableHashSet<PredictionPlaced> Predictions { get; init; } = [];

    /// <summary>The display names of competitions and clubs.</summary>
    public ImmutableDictionary<Named, Naming> Names { get; init; } = ImmutableDictionary<Named, Naming>.Empty;

    /// <summary>The latest scoring; null before the first.</summary>
    public PointsCalculated? Scored { get; init; }

    /// <summary>Whether an event came after the latest scoring.</summary>
    public bool IsUnscored { get; init; }

    /// <summary>The highest result received, for competition, clubs and kickoff; null before the first.</summary>
    public ResultRecorded? Result => Results.IsEmpty ? null : Results.Values.Last();

    /// <summary>The revision in force, and whether it is a void.</summary>
    public (int Revision, bool Voided) InForce()
    {
        var result = Results.IsEmpty ? 0 : Results.Keys.Last();
        var @void = Voids.IsEmpty ? 0 : Voids.Keys.Last();
        return (Math.Max(result, @void), @void > result);
    }

    /// <summary>The tags that any of the match's results touches, in ordinal order.</summary>
    public IReadOnlyList<string> TagsOf(string matchId) =>
    [
        .. Results.Values
            .SelectMany(r => Tags.Touched(matchId, r.Competition.Id, r.Season, r.HomeClub.Id, r.AwayClub.Id))
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal),
    ];
}

/// <summary>The competition or club that has a display name.</summary>
public readonly record struct Named(NamedKind Kind, string Id);

/// <summary>The kinds of display names in a result.</summary>
public enum NamedKind
{
    /// <summary>A competition.</summary>
    Competition,

    /// <summary>A club.</summary>
    Club,
}

/// <summary>A display name and its time. The greatest wins, in any order of arrival.</summary>
public readonly record struct Naming(DateTimeOffset At, string Name, string Provider = "")
{
    /// <summary>Compares by time, then by name and provider in code point order, as the database does.</summary>
    public bool IsGreaterThan(Naming other) =>
        (At.CompareTo(other.At), Compare(Name, other.Name), Compare(Provider, other.Provider)) switch
        {
            (not 0 and var byTime, _, _) => byTime > 0,
            (0, not 0 and var byName, _) => byName > 0,
            (0, 0, var byProvider) => byProvider > 0,
        };

    private static int Compare(string a, string b) => Encoding.UTF8.GetBytes(a).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(b));
}
