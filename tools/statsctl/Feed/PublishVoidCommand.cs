using System.CommandLine;
using Stats.Contracts;

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
        var dryRun = FeedOptions.DryRun();
        var json = FeedOptions.Json();
        var rabbitMq = FeedOptions.RabbitMq();
        var command = new Command("void", "Void a match that was abandoned or awarded; its points no longer count.")
        {
            match, reason, revision, occurredAt, dryRun, json, rabbitMq,
        };
        command.SetAction(async (given, ct) =>
        {
            var message = new MatchVoided(
                given.GetRequiredValue(match),
                given.GetValue(revision),
                given.GetRequiredValue(reason),
                given.GetValue(occurredAt) ?? PublishCommand.Now());
            await PublishCommand.RunAsync(
                message,
                $"the void of {message.MatchId}, revision {message.Revision}",
                given.GetValue(dryRun),
                given.GetValue(json),
                given.GetValue(rabbitMq),
                ct);
        });
        return command;
    }
}
