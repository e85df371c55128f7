namespace Stats.Scoring;

/// <summary>An event of a match. All types are in this file; the log stores their names.</summary>
public abstract record MatchEvent
{
    private protected MatchEvent()
    {
    }
}

/// <summary>A model's prediction was received.</summary>
public sealed record PredictionPlaced(
    string ModelId,
    string DisplayName,
    string Provider,
    int HomeGoals,
    int AwayGoals,
    DateTimeOffset SubmittedAt) : MatchEvent;

/// <summary>A result was received, or newer names for a known result.</summary>
public sealed record ResultRecorded(
    int Revision,
    Competition Competition,
    string Season,
    Club HomeClub,
    Club AwayClub,
    DateTimeOffset Kickoff,
    Score Score,
    DateTimeOffset OccurredAt) : MatchEvent;

/// <summary>The match was declared void.</summary>
public sealed record MatchVoided(int Revision, string Reason, DateTimeOffset OccurredAt) : MatchEvent;

/// <summary>The match was scored. The points of each prediction follow from this and are not in the event.</summary>
/// <param name="Revision">The revision in force.</param>
/// <param name="Voided">Whether it is a void: no prediction has points then.</param>
/// <param name="Result">The score after 90 minutes.</param>
/// <param name="Rules">The rules used; a match keeps those of its first scoring.</param>
/// <param name="Distribution">How many predictions that count have each tendency.</param>
/// <param name="Quotas">The quota of each tendency.</param>
/// <param name="PredictionsScored">How many predictions count.</param>
/// <param name="PointsAwarded">The sum of their points.</param>
/// <param name="Scoring">How often the match was scored, from 1.</param>
public sealed record PointsCalculated(
    int Revision,
    bool Voided,
    Goals Result,
    ScoringRules Rules,
    Distribution Distribution,
    Quotas Quotas,
    int PredictionsScored,
    int PointsAwarded,
    int Scoring) : MatchEvent;
