namespace Statsctl.Feed;

/// <summary><c>statsctl publish void</c>: a match doesn't count.</summary>
internal static class PublishVoidCommand
{
    public static Command Create()
    {
        var match = FeedOptions.Id("--match", "The match's id, such as en.1.2015-16.arsenal.chelsea.", required: true);
        var reason = FeedOptions.Text("--reason", "The reason in words, such as abandoned.");
        var revision = FeedOptions.Revision(2, "Continues the numbers of the results' revisions; the highest revision is in force.");
        var occurredAt = FeedOptions.Time("--occurred-at", "When the feed learnt of it (default: now).");
        Option[] options = [match, reason, revision, occurredAt];
        return PublishCommand.OfMessage("void", "Void a match that was abandoned or awarded; its points no longer count.", options, given =>
        {
            var message = new MatchVoided(
                given.GetRequiredValue(match),
                given.GetValue(revision)!.Value,
                given.GetRequiredValue(reason),
                given.GetValue(occurredAt) ?? PublishCommand.Now());
            return (message, $"the void of {message.MatchId}, revision {message.Revision}");
        });
    }
}
