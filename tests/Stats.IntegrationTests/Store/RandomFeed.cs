using Stats.Contracts;

namespace Stats.IntegrationTests.Store;

/// <summary>
/// A random feed in random order: corrections that change the club, the competition or the kickoff, voids and new results after them,
/// changed predictions, late predictions, renamed models and clubs, and repeats. The same seed gives the same feed.
/// </summary>
internal static class RandomFeed
{
    private static readonly DateTimeOffset FirstKickoff = new(2021, 8, 7, 15, 0, 0, TimeSpan.Zero);

    public static IReadOnlyList<FeedMessage> Of(int seed, int matches, string prefix = "m")
    {
        var random = new Random(seed);
        FeedMessage[] messages =
            [.. Enumerable.Range(0, matches).SelectMany(n => Match($"{prefix}{n:0000}", FirstKickoff.AddHours(5 * n), random))];
        FeedMessage[] all = [.. messages, .. random.GetItems(messages, messages.Length / 5)];
        random.Shuffle(all);
        return all;
    }

    private static List<FeedMessage> Match(string id, DateTimeOffset kickoff, Random random)
    {
        var messages = new List<FeedMessage>();
        for (var model = 0; model < 6; model++)
        {
            for (var mind = random.Next(3); mind >= 0; mind--)
            {
                var at = kickoff.AddMinutes(random.Next(-200, 20));
                var by = new Model($"model-{model}", $"Model {model} v{at.Hour / 6}", "test");
                messages.Add(new PredictionSubmitted(id, by, random.Next(4), random.Next(4), at));
            }
        }
        var season = kickoff.Month > 7 ? "2021-22" : "2022-23";
        var revisions = random.Next(1, 4);
        for (var revision = 1; revision <= revisions; revision++)
        {
            var at = kickoff.AddHours(2 + revision);
            messages.Add(revision > 1 && random.Next(4) == 0
                ? new MatchVoided(id, revision, "abandoned", at)
                : new MatchCompleted(
                    id,
                    new Competition($"league.{random.Next(3)}", $"League {random.Next(2)}"),
                    season,
                    new Club($"club-{random.Next(8)}", $"Club {random.Next(2)}"),
                    new Club($"club-{8 + random.Next(8)}", $"Club {random.Next(2)}"),
                    kickoff.AddMinutes(random.Next(3) * 10),
                    new Score(new Goals(random.Next(4), random.Next(4)), random.Next(3) == 0 ? new Goals(3, 2) : null),
                    revision,
                    at));
        }
        return messages;
    }
}
