using Stats.Contracts;
using Stats.Scoring;
using Statsctl.Results;
using Statsctl.Results.Sources;

namespace Stats.Tests.Results;

/// <summary>A system in memory: it decides messages as ScoringService does, and lists matches as StatsApi does.</summary>
internal sealed class SimulatedSystem
{
    public static readonly DateTimeOffset Now = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly SortedDictionary<string, MatchState> _matches = new(StringComparer.Ordinal);

    public HeldResults Held
    {
        get
        {
            var matches = _matches.Where(match => match.Value.Result is not null).Select(match => HeldOf(match.Key, match.Value)).ToArray();
            var clubs = matches.SelectMany(match => new[]
            {
                new HeldClub(match.CompetitionId, match.HomeClub), new HeldClub(match.CompetitionId, match.AwayClub),
            });
            return new HeldResults(matches, [.. clubs.Distinct()]);
        }
    }

    /// <summary>The matches that count, without their ids and revisions.</summary>
    public string[] Results =>
    [
        .. Held.Matches.Where(match => !match.Voided)
            .Select(match => $"{match.Kickoff:yyyy-MM-dd HH:mm} {match.HomeClub.Id} {ScoreInWords.Of(match.Score)} {match.AwayClub.Id}")
            .Order(StringComparer.Ordinal),
    ];

    public ResultsPlan Plan(SourceSeason source, Func<PlanOptions, PlanOptions>? adjust = null) =>
        ResultsPlan.Of([source], Held, adjust is null ? new PlanOptions(Now) : adjust(new PlanOptions(Now)));

    /// <summary>Plans and publishes. Every message must be accepted.</summary>
    public ResultsPlan Apply(SourceSeason source, Func<PlanOptions, PlanOptions>? adjust = null)
    {
        var plan = Plan(source, adjust);
        Assert.Empty(plan.Refused);
        Publish([.. plan.Changes.SelectMany(change => change.Messages)]);
        Assert.All(plan.Changes, change => Assert.True(ChangeOutcome.Of(change, Match(change.After.MatchId)) is (true, null), $"{change}"));
        return plan;
    }

    public void Publish(params FeedMessage[] messages)
    {
        foreach (var message in messages)
        {
            var state = _matches.GetValueOrDefault(message.MatchId, MatchState.Unknown);
            var decision = MatchDecider.Decide(state, [message], ScoringRules.Default);
            Assert.Empty(decision.Conflicts);
            _matches[message.MatchId] = decision.State;
        }
    }

    public HeldMatch Match(string id) => HeldOf(id, _matches[id]);

    private HeldMatch HeldOf(string id, MatchState match)
    {
        var result = match.Result!;
        var (revision, voided) = match.InForce();
        return new HeldMatch(
            id, result.Competition.Id, result.Season, Shown(result.HomeClub), Shown(result.AwayClub), result.Kickoff, voided, revision,
            result.Score);
    }

    // The latest name of a club in any match.
    private Club Shown(Club club)
    {
        var named = new Named(NamedKind.Club, club.Id);
        var names = _matches.Values.Where(match => match.Names.ContainsKey(named)).Select(match => match.Names[named]);
        return club with { Name = names.Aggregate((one, other) => other.IsGreaterThan(one) ? other : one).Name };
    }
}
