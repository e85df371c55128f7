namespace Statsctl.Results;

/// <summary>How a plan is made.</summary>
/// <param name="Now">When the sources were read (UTC).</param>
internal sealed record PlanOptions(DateTimeOffset Now)
{
    /// <summary>The time zones of kickoffs without an offset.</summary>
    public TimeZones Zones { get; init; } = TimeZones.None;

    /// <summary>The aliases that the user gives. They decide before the ids that the system has in use.</summary>
    public ClubAliases GivenAliases { get; init; } = ClubAliases.None;

    /// <summary>The aliases that come with the program.</summary>
    public ClubAliases ShippedAliases { get; init; } = ClubAliases.Shipped;

    /// <summary>Whether matches are voided that the system holds, but that a source of their season does not have.</summary>
    public bool VoidMissing { get; init; }

    /// <summary>Whether a voided match stays so if the source has an equal result: not every source knows awarded matches.</summary>
    public bool KeepVoids { get; init; }

    /// <summary>Whether doubtful matches are refused.</summary>
    public bool Strict { get; init; }
}
