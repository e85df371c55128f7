namespace Statsctl.Feed;

/// <summary><c>statsctl publish prediction</c>: a model predicts a score.</summary>
internal static class PublishPredictionCommand
{
    public static Command Create()
    {
        var match = FeedOptions.Id("--match", "The match's id, such as en.1.2015-16.arsenal.chelsea.", required: true);
        var model = FeedOptions.Id("--model", "The model's id.", required: true);
        var name = FeedOptions.Text("--model-name", "The model's name in tables (default: the id).", required: false);
        var provider = FeedOptions.Text("--provider", "The model's provider (default: statsctl).", required: false);
        var score = FeedOptions.Score("--score", "The predicted score after 90 minutes, such as 2-1.", required: true);
        var submittedAt = FeedOptions.Time(
            "--submitted-at", "When the model made the prediction (default: now); only a time before kickoff counts.");
        Option[] options = [match, model, name, provider, score, submittedAt];
        return PublishCommand.OfMessage("prediction", "Publish a model's prediction of a match.", options, given =>
        {
            var id = given.GetRequiredValue(model);
            var (home, away) = given.GetRequiredValue(score)!;
            var message = new PredictionSubmitted(
                given.GetRequiredValue(match),
                new Model(id, given.GetValue(name) ?? id, given.GetValue(provider) ?? "statsctl"),
                home,
                away,
                given.GetValue(submittedAt) ?? PublishCommand.Now());
            return (message, $"the prediction of {message.MatchId} by {id}");
        });
    }
}
