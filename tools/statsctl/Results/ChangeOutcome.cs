namespace Statsctl.Results;

/// <summary>Tells from the API what became of a published change. The broker's confirmation only says that it is stored there.</summary>
internal static class ChangeOutcome
{
    /// <returns>Whether the change is decided, and if so why it is not in force; null if it is.</returns>
    public static (bool IsDecided, string? Refusal) Of(PlannedChange change, HeldMatch held)
    {
        var after = change.After;
        if (held.Revision < after.Revision)
            return (false, null);
        if (held.Revision > after.Revision)
            return (true, $"another feed published revision {held.Revision} meanwhile");
        return (true, IsSame(held, after) ? null : $"another content is in force under revision {after.Revision}");
    }

    // Names of the same id may differ.
    private static bool IsSame(HeldMatch held, HeldMatch after) => held == after with
    {
        HomeClub = after.HomeClub with { Name = held.HomeClub.Name },
        AwayClub = after.AwayClub with { Name = held.AwayClub.Name },
    };
}
