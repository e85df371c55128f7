using System.Text.Json;
using Stats.Contracts;
using Stats.Contracts.Feed;
using Stats.Scoring;
using Statsctl.Feed;

namespace Statsctl.FeedFiles;

/// <summary>
/// Judges messages in the order in which they would be sent, by the code that the service judges them with: <see cref="FeedReader"/> for
/// each by itself, <see cref="MatchDecider"/> for contradictions among them. What the service already knows it can't see.
/// </summary>
/// <param name="bare">The kind of bare bodies; null to tell by their members.</param>
public sealed class FeedCheck(MessageKind? bare = null)
{
    private readonly List<Finding> _findings = [];
    private readonly List<FeedMessage> _good = [];
    private readonly Dictionary<string, MatchState> _matches = [];
    private readonly Dictionary<(string Match, string Model, DateTimeOffset At), (int, int)> _moments = [];
    private readonly HashSet<object> _seen = [];
    private readonly HashSet<string> _files = [];
    private int _messages, _predictions, _results, _voids, _repeats;

    /// <summary>What the service would take, in order.</summary>
    public IReadOnlyList<FeedMessage> Good => _good;

    /// <summary>What was found until now.</summary>
    public FeedCheckReport Report => new(
        _files.Count, _messages, _predictions, _results, _voids, _repeats,
        Count(Severity.Refused), Count(Severity.Warning), [.. _findings]);

    /// <summary>Reads files and judges them together.</summary>
    /// <exception cref="CommandFailedException">A file can't be read.</exception>
    public static async Task<FeedCheck> OfAsync(IEnumerable<string> files, MessageKind? bare, CancellationToken ct)
    {
        var check = new FeedCheck(bare);
        foreach (var file in files)
        {
            foreach (var message in await MessageFile.ReadAsync(file, ct))
                check.Take(message);
        }
        return check;
    }

    /// <summary>Judges the next one.</summary>
    public void Take(FileMessage source)
    {
        _files.Add(source.File);
        _messages++;
        try
        {
            var addressed = Addressed.Open(source.Json, bare);
            if (MessageKind.Routed(addressed.RoutingKey) is not { } kind)
            {
                var reason = addressed.RoutingKey is null ? Finding.UnknownType : Finding.Unrouted;
                throw new RefusedException(reason, "", addressed.RoutingKey is { } key ? $"Nobody takes messages of '{key}'." : "It may be of any kind.");
            }
            using var body = FeedReader.Parse(addressed.Body);
            foreach (var (path, meant) in UnknownMembers.Of(body.RootElement, kind.Shape.Type))
                Warn(source, Finding.UnknownMember, path, meant is null ? $"A {kind.Name} has no such member." : $"Members are case-sensitive: it is {meant}.");
            var message = kind.Read(body.RootElement);
            Count(source, message);
            _good.Add(new FeedMessage(kind.RoutingKey, addressed.Body));
        }
        catch (RefusedException refused)
        {
            // A syntax error tells its place by itself, counted from where the message begins.
            var below = (int)((refused.InnerException as JsonException)?.LineNumber ?? 0);
            var what = refused.Message.Split(" LineNumber:")[0];
            _findings.Add(new Finding(source.File, source.Line + below, Severity.Refused, refused.Reason, refused.Field, what));
        }
    }

    private void Count(FileMessage source, object message)
    {
        switch (message)
        {
            case PredictionSubmitted prediction:
                Contradict(source, prediction);
                _predictions++;
                break;
            case MatchCompleted result:
                Decide(result.MatchId, result);
                _results++;
                break;
            case Stats.Contracts.MatchVoided @void:
                Decide(@void.MatchId, @void);
                _voids++;
                break;
        }
        if (!_seen.Add(message))
            _repeats++;
    }

    private void Decide(string matchId, object message)
    {
        var decision = MatchDecider.Decide(_matches.GetValueOrDefault(matchId, MatchState.Unknown), [message], ScoringRules.Default);
        _matches[matchId] = decision.State;
        if (decision.Conflicts is [var conflict, ..])
            throw new RefusedException(Refusal.Conflict, conflict.Field, $"Match {matchId} has another {conflict.Field} under the same revision.");
    }

    private void Contradict(FileMessage source, PredictionSubmitted p)
    {
        var goals = (p.HomeGoals, p.AwayGoals);
        if (!_moments.TryAdd((p.MatchId, p.Model.Id, p.SubmittedAt), goals) && _moments[(p.MatchId, p.Model.Id, p.SubmittedAt)] != goals)
            Warn(source, Finding.SameMoment, "submittedAt", $"Another prediction of {p.MatchId} by {p.Model.Id} has the same time.");
    }

    private void Warn(FileMessage source, string reason, string member, string what) =>
        _findings.Add(new Finding(source.File, source.Line, Severity.Warning, reason, member, what));

    private int Count(Severity severity) => _findings.Count(finding => finding.Severity == severity);
}
