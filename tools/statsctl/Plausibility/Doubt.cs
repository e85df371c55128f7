namespace Statsctl.Plausibility;

/// <summary>Why a result may be wrong, although the service accepts it.</summary>
/// <param name="Member">The path of the member in the message, such as <c>score.extraTime</c>.</param>
/// <param name="Fault">What is unlikely, as a sentence.</param>
/// <param name="Advice">What to check, as a sentence.</param>
internal sealed record Doubt(string Member, string Fault, string Advice);
