using FsCheck;
using FsCheck.Fluent;
using Stats.Contracts;

namespace Stats.Tests.Scoring;

/// <summary>
/// Random feeds of few names, goals and times, so that collisions are frequent: changed predictions, ties, late submissions, corrections of
/// kickoff, club, competition and season, voids and revivals, renamed clubs, competitions and models.
/// </summary>
internal static class Feeds
{
    private static readonly DateTimeOffset Kickoff = new(2016, 5, 15, 14, 0, 0, TimeSpan.Zero);

    /// <summary>Feeds with one content per revision at most.</summary>
    public static Gen<Feed> Consistent(params string[] matchIds) =>
        from facts in Gen.CollectToArray(matchIds, FactsOf)
        from feed in Delivered([.. facts.SelectMany(of => of)])
        select feed;

    /// <summary>Feeds that may have several contents under one revision.</summary>
    public static Gen<Feed> Contradictory(string matchId) =>
        from facts in FactsOf(matchId)
        from others in Gen.ArrayOf(Gen.OneOf(Void(matchId, 1), Void(matchId, 2), Result(matchId, 1), Result(matchId, 2)), 3)
        from feed in Delivered([.. facts, .. others])
        select feed;

    private static Gen<Feed> Delivered(FeedMessage[] facts) =>
        from repeats in Gen.SubListOf(Enumerable.Range(0, facts.Length))
        from order in Gen.Shuffle(Enumerable.Range(0, facts.Length).Concat(repeats))
        from joined in Gen.ArrayOf(Gen.Elements(true, false), order.Length)
        select new Feed(facts, [.. order.Select((fact, n) => new Delivery(fact, joined[n]))]);

    private static Gen<FeedMessage[]> FactsOf(string matchId) =>
        from predictions in Gen.Choose(0, 6).SelectMany(n => Gen.ArrayOf(Prediction(matchId), n))
        from revisions in Gen.CollectToArray([1, 2, 3, 4], revision => Revision(matchId, revision))
        select (FeedMessage[])[.. predictions, .. revisions.SelectMany(of => of)];

    private static Gen<FeedMessage> Prediction(string matchId) =>
        from model in Gen.Elements("ann", "bob", "cyd")
        from name in Gen.Elements("First", "Second")
        from home in Gen.Choose(0, 2)
        from away in Gen.Choose(0, 2)
        from minutes in Gen.Elements(-60, -20, -10, -5, 0, 5, 10)
        select (FeedMessage)new PredictionSubmitted(matchId, new Model(model, name, "test"), home, away, Kickoff.AddMinutes(minutes));

    // Each revision has one content, or none if the feed skips it; its names may vary.
    private static Gen<FeedMessage[]> Revision(string matchId, int revision) => Gen.Frequency<FeedMessage[]>(
        (1, Gen.Constant(Array.Empty<FeedMessage>())),
        (1, Void(matchId, revision).Select(v => new[] { v })),
        (3, from result in Result(matchId, revision)
            from renamed in Gen.ListOf(Renamed((MatchCompleted)result), 2)
            select (FeedMessage[])[result, .. renamed]));

    private static Gen<FeedMessage> Void(string matchId, int revision) =>
        Gen.Constant((FeedMessage)new MatchVoided(matchId, revision, "floodlights", Kickoff.AddHours(3)));

    private static Gen<FeedMessage> Result(string matchId, int revision) =>
        from home in Gen.Choose(0, 2)
        from away in Gen.Choose(0, 2)
        from extraTime in Gen.Elements<Goals?>(null, new Goals(2, 2))
        from penalties in Gen.Elements<Goals?>(null, new Goals(4, 3))
        from club in Gen.Elements("reds", "blues")
        from competition in Gen.Elements("en.1", "en.2")
        from season in Gen.Elements("2015-16", "2016-17")
        from minutes in Gen.Elements(-10, 0, 10)
        from result in Renamed(new MatchCompleted(
            matchId, new Competition(competition, ""), season, new Club(club, ""), new Club("whites", "Whites"),
            Kickoff.AddMinutes(minutes),
            new Score(new Goals(home, away), extraTime, penalties), revision, Kickoff))
        select result;

    private static Gen<FeedMessage> Renamed(MatchCompleted result) =>
        from club in Gen.Elements("One", "Two", "Three")
        from competition in Gen.Elements("Cup", "League")
        from minutes in Gen.Elements(120, 121)
        select (FeedMessage)(result with
        {
            HomeClub = result.HomeClub with { Name = club },
            Competition = result.Competition with { Name = competition },
            OccurredAt = Kickoff.AddMinutes(minutes),
        });
}
