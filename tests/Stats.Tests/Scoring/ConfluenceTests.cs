using FsCheck;
using FsCheck.Fluent;
using Stats.Contracts;
using Stats.Scoring;
using Stats.Store.ReadModel;
using MatchVoided = Stats.Contracts.MatchVoided;

namespace Stats.Tests.Scoring;

/// <summary>
/// I1 for one match: what is published is a function of the set of facts. FsCheck makes the feeds up; one that fails is shrunk and printed
/// as it arrives, one line a message.
/// </summary>
public class ConfluenceTests
{
    private static readonly bool Soak = Environment.GetEnvironmentVariable("STATS_SOAK") == "1";

    private delegate MatchState Decider(IEnumerable<FeedMessage[]> batches);

    [Fact]
    public void Any_order_with_any_duplication_in_any_batches_ends_in_the_same_match() => Check(IsConfluent(Deciders.Ours), 3000);

    [Theory]
    [InlineData(nameof(Deciders.LastArrivalWins))]
    [InlineData(nameof(Deciders.LateIsDecidedOnArrival))]
    [InlineData(nameof(Deciders.LowerRevisionsAreDropped))]
    public void A_decider_that_depends_on_the_order_is_found_out_by_a_short_feed(string name)
    {
        var wrong = typeof(Deciders).GetMethod(name)!.CreateDelegate<Decider>();
        var found = Assert.ThrowsAny<Exception>(() => Check(IsConfluent(wrong), 3000)).Message;
        var shrunk = found[found.IndexOf("Shrunk:", StringComparison.Ordinal)..].Split('\n').Where(line => line.Contains(" m: ")).ToArray();
        Assert.True(shrunk.Length is >= 2 and <= 4, found);
    }

    [Fact]
    public void Of_two_contents_under_one_revision_the_first_stands_the_other_is_refused_and_all_else_is_confluent() =>
        Check(Prop.ForAll(Arb.From(Feeds.Contradictory("m"), feed => feed.Shrunk()), feed =>
        {
            var first = new Dictionary<int, string>();
            var accepted = new List<FeedMessage>();
            var state = MatchState.Unknown;
            foreach (var message in feed.Batches().SelectMany(batch => batch))
            {
                var decision = MatchDecider.Decide(state, [message], ScoringRules.Default);
                var contradicts = message is not PredictionSubmitted && !first.TryAdd(RevisionOf(message), ContentOf(message))
                    && first[RevisionOf(message)] != ContentOf(message);
                if (contradicts != decision.Conflicts is [{ Field.Length: > 0 }] || (contradicts && decision.Events.Count > 0))
                    return false;
                if (!contradicts)
                    accepted.Add(message);
                state = decision.State;
            }
            return Published.Of(state) == Published.Of(Deciders.Ours(accepted.AsEnumerable().Reverse().Select(message => new[] { message })));
        }), 2000);

    [Fact]
    public void Standings_moved_by_differences_are_those_counted_at_the_end() =>
        Check(Prop.ForAll(Arb.From(Feeds.Consistent("m"), feed => feed.Shrunk()), feed =>
        {
            var moved = new SortedDictionary<StandingKey, Sums>();
            var state = MatchState.Unknown;
            foreach (var batch in feed.Batches())
            {
                var next = MatchDecider.Decide(state, batch, ScoringRules.Default).State;
                if (MatchRows.Of("m", next) is { } rows)
                {
                    foreach (var (key, sums) in Standings.Difference(MatchRows.Of("m", state), rows))
                        moved[key] = moved.GetValueOrDefault(key) + sums;
                }
                state = next;
            }
            var counted = MatchRows.Of("m", state) is { } last ? Standings.Difference(null, last) : [];
            return moved.Where(row => row.Value != default).SequenceEqual(counted);
        }), 1000);

    private static Property IsConfluent(Decider decider) => Prop.ForAll(
        Arb.From(Feeds.Consistent("m"), feed => feed.Shrunk()),
        feed => Published.Of(decider(feed.Facts.Select(fact => new[] { fact }))) == Published.Of(decider(feed.Batches())));

    // The same feeds at every run; many more, and others each time, when soaked. FsCheck names the seed of one that fails.
    private static void Check(Property property, int feeds) => property.Check(
        Soak ? Config.QuickThrowOnFailure.WithMaxTest(50 * feeds) : Config.QuickThrowOnFailure.WithMaxTest(feeds).WithReplay(1, 1));

    private static int RevisionOf(FeedMessage message) => message is MatchCompleted c ? c.Revision : ((MatchVoided)message).Revision;

    private static string ContentOf(FeedMessage message) => message is MatchCompleted c
        ? $"{c.Score} {c.Competition.Id} {c.Season} {c.HomeClub.Id} {c.AwayClub.Id} {c.Kickoff:O}"
        : "void";
}
