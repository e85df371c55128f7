using System.Text;
using Stats.Contracts;
using Statsctl.Feed;

namespace Stats.IntegrationTests;

/// <summary>Messages of a small made-up feed.</summary>
internal static class Facts
{
    public static readonly DateTimeOffset Kickoff = new(2020, 5, 2, 15, 0, 0, TimeSpan.Zero);

    public static PredictionSubmitted Prediction(
        string match, string model, int home, int away, int minutesBefore = 60, string? name = null) =>
        new(match, new Model(model, name ?? model.ToUpperInvariant(), "test"), home, away, Kickoff.AddMinutes(-minutesBefore));

    public static MatchCompleted Result(
        string match,
        int home,
        int away,
        int revision = 1,
        string homeClub = "reds",
        string awayClub = "blues",
        string competition = "xx.1",
        Goals? extraTime = null,
        Goals? penalties = null,
        string season = "2019-20",
        int kickoffMinutes = 0) =>
        new(
            match,
            new Competition(competition, $"League {competition}"),
            season,
            new Club(homeClub, homeClub.ToUpperInvariant()),
            new Club(awayClub, awayClub.ToUpperInvariant()),
            Kickoff.AddMinutes(kickoffMinutes),
            new Score(new Goals(home, away), extraTime, penalties),
            revision,
            Kickoff.AddHours(2));

    /// <summary>The event of a prediction.</summary>
    public static Scoring.PredictionPlaced Placed(string model) =>
        new(model, model.ToUpperInvariant(), "test", 1, 0, Kickoff.AddMinutes(-5));

    /// <summary>The JSON that a feed publishes.</summary>
    public static string Body(FeedMessage message) => Encoding.UTF8.GetString(OutgoingMessage.Of(message).Body.Span);

    public static MatchVoided Void(string match, int revision) => new(match, revision, "abandoned", Kickoff.AddHours(3));
}
