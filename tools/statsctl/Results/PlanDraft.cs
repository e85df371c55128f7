namespace Statsctl.Results;

/// <summary>A plan in the making.</summary>
/// <param name="strict">Whether doubtful matches are refused.</param>
internal sealed class PlanDraft(bool strict)
{
    private readonly List<PlannedChange> _changes = [];
    private readonly List<LeftOut> _skipped = [];
    private readonly List<LeftOut> _refused = [];
    private readonly List<PlanWarning> _warnings = [];
    private readonly List<ComingMatch> _coming = [];
    private int _unchanged;

    public void Change(PlannedChange change) => _changes.Add(change);

    public void Keep() => _unchanged++;

    public void Skip(string where, string match, string reason) => _skipped.Add(new LeftOut(where, match, reason));

    public void Refuse(string where, string match, string reason) => _refused.Add(new LeftOut(where, match, reason));

    public void Expect(ComingMatch match) => _coming.Add(match);

    public void Warn(string where, string text) => _warnings.Add(new PlanWarning(where, text));

    /// <summary>Warns of a match, or refuses it if the plan is strict.</summary>
    /// <returns>Whether it is refused.</returns>
    public bool Doubt(string where, string match, string doubt)
    {
        if (strict)
            Refuse(where, match, doubt);
        else
            Warn(where, $"{match}: {doubt}");
        return strict;
    }

    public ResultsPlan Done() => new(_changes, _unchanged, _skipped, _refused, _warnings) { Coming = _coming };
}
