using Stats.Contracts;
using Stats.Scoring;
using MatchVoided = Stats.Contracts.MatchVoided;

namespace Stats.Tests.Scoring;

/// <summary>Given some messages, when more arrive, then events follow.</summary>
internal sealed record Given(MatchState State)
{
    public static readonly DateTimeOffset Kickoff = new(2016, 5, 15, 14, 0, 0, TimeSpan.Zero);

    /// <summary>2 points for the tendency, 3 for the difference, 4 for the exact score.</summary>
    public static readonly ScoringRules Classic = new(2, 2, 1, 1);

    public static Given Nothing { get; } = new(MatchState.Unknown);

    public static Given Messages(params FeedMessage[] messages) => Nothing.And(messages);

    public Given And(params FeedMessage[] messages) => messages.Aggregate(this, (given, message) => new Given(given.When(message).State));

    public Decision When(params FeedMessage[] messages) => MatchDecider.Decide(State, messages, ScoringRules.Default);

    public static PredictionSubmitted Prediction(string model, int home, int away, int minutesBeforeKickoff = 60, string? name = null) =>
        new("m", new Model(model, name ?? model, "test"), home, away, Kickoff.AddMinutes(-minutesBeforeKickoff));

    public static MatchCompleted Result(
        int home,
        int away,
        int revision = 1,
        string homeClub = "home",
        string homeName = "Home",
        DateTimeOffset? kickoff = null,
        int minute = 0) =>
        new(
            "m",
            new Competition("en.1", "Premier League"),
            "2015-16",
            new Club(homeClub, homeName),
            new Club("away", "Away"),
            kickoff ?? Kickoff,
            new Score(new Goals(home, away)),
            revision,
            Kickoff.AddHours(2).AddMinutes(minute));

    public static MatchVoided Void(int revision) => new("m", revision, "floodlights", Kickoff.AddHours(3));
}
