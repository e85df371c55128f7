namespace Statsctl.Feed;

/// <summary><c>statsctl publish result</c>: a match has ended, or is corrected.</summary>
internal static class PublishResultCommand
{
    private const string Folded = "derived from the name, as in a replay";

    public static Command Create()
    {
        var competition = FeedOptions.Text("--competition", "The league's or cup's name, such as 'Premier League'.");
        var competitionId = FeedOptions.Id("--competition-id", $"Its id, such as en.1 (default: {Folded}).");
        var season = FeedOptions.Id("--season", "The season's id, such as 2015-16.", required: true);
        var home = FeedOptions.Text("--home", "The home club's name.");
        var homeId = FeedOptions.Id("--home-id", $"Its id (default: {Folded}).");
        var away = FeedOptions.Text("--away", "The away club's name.");
        var awayId = FeedOptions.Id("--away-id", $"Its id (default: {Folded}).");
        var match = FeedOptions.Id("--match", "The match's id (default: {competition}.{season}.{home}.{away}, as in a replay).");
        var kickoff = FeedOptions.Time("--kickoff", "When the match began, such as 2016-05-17T19:00:00Z.", required: true);
        var score = FeedOptions.Score("--score", "The score after 90 minutes, such as 2-1.", required: true);
        var extraTime = FeedOptions.Score("--extra-time", "The score after extra time, if it was played.");
        var penalties = FeedOptions.Score("--penalties", "The score of the shoot-out, if there was one.");
        var revision = FeedOptions.Revision(1, "1 for the first result; a correction needs a higher number than every earlier one.");
        var occurredAt = FeedOptions.Time(
            "--occurred-at", "When the feed learnt of it (default: now); tables show the latest names.");
        Option[] options =
        [
            competition, competitionId, season, home, homeId, away, awayId, match, kickoff, score, extraTime, penalties, revision,
            occurredAt,
        ];
        return PublishCommand.OfMessage("result", "Publish the result of a match, or a correction of it.", options, given =>
        {
            var league = new Competition(IdOf(given, competition, competitionId, FeedIds.Named), given.GetRequiredValue(competition));
            var atHome = new Club(IdOf(given, home, homeId, FeedIds.Club), given.GetRequiredValue(home));
            var visitors = new Club(IdOf(given, away, awayId, FeedIds.Club), given.GetRequiredValue(away));
            var played = given.GetRequiredValue(season);
            var id = given.GetValue(match) ?? FeedIds.Match(league.Id, played, atHome.Id, visitors.Id);
            if (!FeedIds.IsValid(id))
                throw new FeedException($"'{id}' is not an id of {FeedIds.Rule}: give --match");
            var message = new MatchCompleted(
                id, league, played, atHome, visitors, given.GetRequiredValue(kickoff)!.Value,
                new Score(given.GetRequiredValue(score)!, given.GetValue(extraTime), given.GetValue(penalties)),
                given.GetValue(revision)!.Value,
                given.GetValue(occurredAt) ?? PublishCommand.Now());
            return (message, $"the result of {id}, revision {message.Revision}");
        });
    }

    private static string IdOf(ParseResult given, Option<string> name, Option<string> id, Func<string, string> fold) =>
        given.GetValue(id) ?? (fold(given.GetRequiredValue(name)) is { Length: > 0 } folded
            ? folded
            : throw new FeedException($"no id can be derived from {name.Name} '{given.GetRequiredValue(name)}': give {id.Name}"));
}
