using System.Text;
using Stats.Contracts;

namespace Stats.Tests.Scoring;

/// <summary>A feed: its messages, and the order in which they arrive.</summary>
/// <param name="Facts">Each message once, in the order of an undisturbed feed.</param>
/// <param name="Deliveries">Every fact at least once, in any order.</param>
internal sealed record Feed(IReadOnlyList<FeedMessage> Facts, IReadOnlyList<Delivery> Deliveries)
{
    /// <summary>The batches of messages that arrive together.</summary>
    public IEnumerable<FeedMessage[]> Batches()
    {
        var batch = new List<FeedMessage>();
        foreach (var delivery in Deliveries)
        {
            if (!delivery.WithTheOneBefore && batch.Count > 0)
            {
                yield return [.. batch];
                batch.Clear();
            }
            batch.Add(Facts[delivery.Fact]);
        }
        if (batch.Count > 0)
            yield return [.. batch];
    }

    /// <summary>Smaller feeds: a fact or a repeat removed, a batch split, or two deliveries swapped into the order of the facts.</summary>
    public IEnumerable<Feed> Shrunk()
    {
        for (var i = 0; i < Facts.Count; i++)
            yield return Without(i);
        for (var i = 0; i < Deliveries.Count; i++)
        {
            if (Deliveries.Count(d => d.Fact == Deliveries[i].Fact) > 1)
                yield return this with { Deliveries = [.. Deliveries.Where((_, n) => n != i)] };
            if (Deliveries[i].WithTheOneBefore)
                yield return this with { Deliveries = [.. Deliveries.Select((d, n) => n == i ? d with { WithTheOneBefore = false } : d)] };
            if (i > 0 && Deliveries[i - 1].Fact > Deliveries[i].Fact)
            {
                Delivery[] swapped = [.. Deliveries.Take(i - 1), Deliveries[i], Deliveries[i - 1], .. Deliveries.Skip(i + 1)];
                yield return this with { Deliveries = swapped };
            }
        }
    }

    /// <summary>One line per message, in order of arrival.</summary>
    public override string ToString()
    {
        var text = new StringBuilder().AppendLine();
        foreach (var delivery in Deliveries)
            text.Append(delivery.WithTheOneBefore ? "  and  " : "  then ").AppendLine(Line(Facts[delivery.Fact]));
        return text.ToString();
    }

    private Feed Without(int fact) => new(
        [.. Facts.Where((_, n) => n != fact)],
        [.. Deliveries.Where(d => d.Fact != fact).Select(d => d with { Fact = d.Fact > fact ? d.Fact - 1 : d.Fact })]);

    private static string Line(FeedMessage message) => message switch
    {
        PredictionSubmitted p =>
            $"{p.MatchId}: {p.Model.Id} (\"{p.Model.DisplayName}\") predicts {p.HomeGoals}:{p.AwayGoals} at {p.SubmittedAt:HH:mm}",
        MatchCompleted c =>
            $"{c.MatchId}: revision {c.Revision} is {Goals(c.Score.RegularTime)}"
            + $"{(c.Score.ExtraTime is { } e ? $", {Goals(e)} after extra time" : "")}"
            + $"{(c.Score.Penalties is { } p ? $", {Goals(p)} on penalties" : "")}"
            + $", {c.HomeClub.Id} (\"{c.HomeClub.Name}\") against {c.AwayClub.Id}"
            + $" in {c.Competition.Id} {c.Season}, kickoff {c.Kickoff:HH:mm}, known at {c.OccurredAt:HH:mm}",
        MatchVoided v => $"{v.MatchId}: revision {v.Revision} is void",
        _ => throw new ArgumentOutOfRangeException(nameof(message)),
    };

    private static string Goals(Goals goals) => $"{goals.Home}:{goals.Away}";
}

/// <summary>The delivery of a fact, in a new batch or in that of the delivery before.</summary>
internal sealed record Delivery(int Fact, bool WithTheOneBefore);
