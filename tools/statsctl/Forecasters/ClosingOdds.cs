namespace Statsctl.Forecasters;

/// <summary>Decimal odds of bookmakers at kickoff: what one staked unit pays back, at least 1.</summary>
/// <param name="Over25">That the 90 minutes have three goals or more; null if the source has no such odds.</param>
/// <param name="Under25">That they have two goals or fewer; null if the source has no such odds.</param>
public sealed record ClosingOdds(decimal Home, decimal Draw, decimal Away, decimal? Over25, decimal? Under25);
