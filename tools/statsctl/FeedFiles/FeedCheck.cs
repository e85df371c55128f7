using Stats.Contracts.Feed;
using Stats.Scoring;
using Statsctl.Plausibility;

namespace Statsctl.FeedFiles;

/// <summary>
/// Checks messages in the order in which they would be sent, with the service's own code: <see cref="FeedReader"/> for each message by
/// itself, <see cref="MatchDecider"/> for contradictions among them. It doesn't see the service's stored matches.
/// </summary>
/// <param name="bare">The kind of bare bodies; null to infer it from their members.</param>
public sealed class FeedCheck(MessageKind? bare = null)
{
    private readonly List<FeedFileFinding> _findings = [];
    private readonly List<OutgoingMessage> _good = [];
    private readonly Dictionary<string, MatchState> _matches = [];
    private readonly Dictionary<(string Match, string Model, DateTimeOffset At), (int, int)> _moments = [];
    private readonly HashSet<FeedMessage> _seen = [];
    private readonly HashSet<string> _files = [];
    private int _messages, _predictions, _results, _voids, _repeats;

    /// <summary>The messages that the service would accept, in order.</summary>
    public IReadOnlyList<OutgoingMessage> Good => _good;

    public FeedCheckReport Report => new(
        _files.Count, _messages, _predictions, _results, _voids, _repeats,
        Count(Severity.Refused), Count(Severity.Warning), [.. _findings]);

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

    public void Take(FileMessage source)
    {
        _files.Add(source.File);
        _messages++;
        try
        {
            var addressed = Addressed.Open(source.Json, bare);
            if (MessageKind.Routed(addressed.RoutingKey) is not { } kind)
            {
                throw addressed.RoutingKey is { } key
                    ? new RefusedException(
                        FeedFileFinding.Unrouted, "", $"No queue takes the routing key {Excerpt.Of(key)}.",
                        $"Use {string.Join(" or ", FeedExchange.RoutingKeys)}.")
                    : new RefusedException(
                        FeedFileFinding.UnknownType, "", "Its members don't show whether it is a prediction, a result or a void.",
                        $"Give --type {string.Join('|', MessageKind.All.Select(known => known.Name))}, or wrap it as {{\"routingKey\": …, \"body\": …}}.");
            }
            using var body = FeedReader.Parse(addressed.Body);
            foreach (var (path, meant) in UnknownMembers.Of(body.RootElement, kind.Shape.Type))
            {
                Warn(
                    source, FeedFileFinding.UnknownMember, path, $"A {kind.Name} has no such member; it is ignored.",
                    meant is null ? "Check its spelling." : $"Write it exactly as {meant}.");
            }
            var message = kind.Read(body.RootElement);
            Count(source, message);
            _good.Add(new OutgoingMessage(kind.RoutingKey, addressed.Body));
        }
        catch (RefusedException refused)
        {
            // A syntax error has its own line number, counted from the start of the message.
            var below = (int)((refused.InnerException as JsonException)?.LineNumber ?? 0);
            _findings.Add(new FeedFileFinding(source.File, source.Line + below, Severity.Refused, refused.Reason, refused.Field, refused.Fault, refused.Advice));
        }
    }

    private void Count(FileMessage source, FeedMessage message)
    {
        switch (message)
        {
            case PredictionSubmitted prediction:
                Contradict(source, prediction);
                _predictions++;
                break;
            case MatchCompleted result:
                Decide(result);
                foreach (var doubt in ResultDoubts.Of(result))
                    Warn(source, FeedFileFinding.Implausible, doubt.Member, doubt.Fault, doubt.Advice);
                _results++;
                break;
            case Stats.Contracts.MatchVoided @void:
                Decide(@void);
                _voids++;
                break;
        }
        if (!_seen.Add(message))
            _repeats++;
    }

    private void Decide(FeedMessage message)
    {
        var decision = MatchDecider.Decide(_matches.GetValueOrDefault(message.MatchId, MatchState.Unknown), [message], ScoringRules.Default);
        _matches[message.MatchId] = decision.State;
        if (decision.Conflicts is [var conflict, ..])
            throw conflict.ToRefusal();
    }

    private void Contradict(FileMessage source, PredictionSubmitted p)
    {
        var goals = (p.HomeGoals, p.AwayGoals);
        if (!_moments.TryAdd((p.MatchId, p.Model.Id, p.SubmittedAt), goals) && _moments[(p.MatchId, p.Model.Id, p.SubmittedAt)] != goals)
        {
            Warn(
                source, FeedFileFinding.SameMoment, "submittedAt",
                $"An earlier prediction of {p.MatchId} by {p.Model.Id} has the same time and other goals: the higher score counts.",
                "If the model changed its prediction, send a later submittedAt.");
        }
    }

    private void Warn(FileMessage source, string reason, string member, string what, string advice) =>
        _findings.Add(new FeedFileFinding(source.File, source.Line, Severity.Warning, reason, member, what, advice));

    private int Count(Severity severity) => _findings.Count(finding => finding.Severity == severity);
}
