namespace Statsctl.Results;

/// <summary>The options of <c>results apply</c>, which <see cref="ApplyCommand"/> describes.</summary>
/// <param name="Aliases">The file of aliases; null if none was given.</param>
/// <param name="Wait">How long no change may come into force before the rest is reported.</param>
internal sealed record ApplyRequest(
    IReadOnlyList<string> Sources,
    string? Season,
    string? Aliases,
    TimeZones Zones,
    bool VoidMissing,
    bool Strict,
    bool DryRun,
    string? Api,
    string? ApiKey,
    string? RabbitMq,
    TimeSpan Wait,
    bool Json);
