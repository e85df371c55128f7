using FsCheck;
using FsCheck.Fluent;
using Stats.Contracts;
using Stats.Scoring;
using Stats.Store.ReadModel;
using MatchVoided = Stats.Contracts.MatchVoided;

namespace Stats.Tests.Scoring;

/// <summary>
/// Invariant I1 for one match: the published state depends only on the set of facts. FsCheck generates the feeds. A feed that fails is
/// shrunk and printed in order of arrival, one line per message.
/// </summary>
public class OrderIndependenceTests
{
    private static readonly bool Soak = Environment.GetEnvironmentVariable("STATS_SOAK") == "1";

    private delegate MatchState Decider(IEnumerable<FeedMessage[]> batches);

    [Fact]
    public void Any_order_duplication_and_batching_gives_the_same_match() => Check(IsConfluent(Deciders.Ours), 3000);

    [Theory]
    [InlineData(nameof(Deciders.LastArrivalWins))]
    [InlineData(nameof(Deciders.LateIsDecidedOnArrival))]
    [InlineData(nameof(Deciders.LowerRevisionsAreDropped))]
    public void A_decider_that_depends_on_the_order_is_detected_with_a_short_feed(string name)
    {
        var wrong = typeof(Deciders).GetMethod(name)!.CreateDelegate<Decider>();
        var found = Assert.ThrowsAny<Exception>(() => Check(IsConfluent(wrong), 3000)).Message;
        var shrunk = found[found.IndexOf("Shrunk:", StringComparison.Ordinal)..].Split('\n').Where(line => line.Contains(" m: ")).ToArray();
        Assert.True(shrunk.Length is >= 2 and <= 4, found);
    }

    [Fact]
    public void Conflicting_content_under_a_revision_is_refused_and_everything_else_is_confluent() =>
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
            var reversed = accepted.AsEnumerable().Reverse().Select(message => new[] { message });
            return Published.Of(state) == Published.Of(Deciders.Ours(reversed));
        }), 2000);

    [Fact]
    public void Standings_updated_by_differences_equal_a_full_count() =>
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

    // Every run checks the same feeds; a soak run checks 50 times as many, with a new seed. FsCheck prints the seed of a failure.
    private static void Check(Property property, int feeds) => property.Check(
        Soak ? Config.QuickThrowOnFailure.WithMaxTest(50 * feeds) : Config.QuickThrowOnFailure.WithMaxTest(feeds).WithReplay(1, 1));

    private static int RevisionOf(FeedMessage message) => message is MatchCompleted c ? c.Revision : ((MatchVoided)message).Revision;

    private static string ContentOf(FeedMessage message) => message is MatchCompleted c
        ? $"{c.Score} {c.Competition.Id} {c.Season} {c.HomeClub.Id} {c.AwayClub.Id} {c.Kickoff:O}"
        : "void";
}
