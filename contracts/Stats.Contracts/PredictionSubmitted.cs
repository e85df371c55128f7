namespace Stats.Contracts;

/// <summary>A model predicts the score of a match. Send it again if in doubt: a repetition changes nothing.</summary>
/// <param name="MatchId">The feed's own id of the match.</param>
/// <param name="Model">The model that predicts.</param>
/// <param name="HomeGoals">Goals of the home club after 90 minutes, 0 to 99.</param>
/// <param name="AwayGoals">Goals of the away club after 90 minutes, 0 to 99.</param>
/// <param name="SubmittedAt">When the model made the prediction (UTC). A model's latest prediction strictly before kickoff counts.</param>
public sealed record PredictionSubmitted(
    string MatchId,
    Model Model,
    int HomeGoals,
    int AwayGoals,
    DateTimeOffset SubmittedAt) : FeedMessage;
