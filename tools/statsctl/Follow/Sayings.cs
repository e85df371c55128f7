using Statsctl.Results;

namespace Statsctl.Follow;

/// <summary>Tells people what happens, and each doubt once: a poll has the same doubts as the poll before.</summary>
/// <param name="say">Takes a sentence.</param>
internal sealed class Sayings(Action<string> say)
{
    private const int Remembered = 10_000;

    private readonly HashSet<string> _said = new(StringComparer.Ordinal);

    public void Say(string sentence) => say(sentence);

    /// <summary>Tells the warnings and refusals that earlier plans did not have.</summary>
    public void SayNews(ResultsPlan plan)
    {
        if (_said.Count > Remembered)
            _said.Clear();
        foreach (var warning in plan.Warnings)
            SayOnce($"warning: {warning}");
        foreach (var match in plan.Refused)
            SayOnce($"refused: {PlanReport.Line(match)}");
    }

    public void SayPublished(IReadOnlyCollection<PredictionSubmitted> predictions, IReadOnlyList<PlannedChange> changes)
    {
        if (predictions.Count > 0)
        {
            var matches = predictions.DistinctBy(prediction => prediction.MatchId).Count();
            say($"Published {predictions.Count:N0} predictions of {matches:N0} {(matches == 1 ? "match" : "matches")}.");
        }
        foreach (var line in PlanReport.Lines(new ResultsPlan(changes, 0, [], [], [])))
            say(line);
    }

    private void SayOnce(string sentence)
    {
        if (_said.Add(sentence))
            say(sentence);
    }
}
