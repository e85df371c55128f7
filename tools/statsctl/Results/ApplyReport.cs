using System.Text.Json.Serialization;

namespace Statsctl.Results;

/// <summary>The outcome of <c>results apply</c>, for scripts.</summary>
/// <param name="Published">Messages that were published: none with <c>--dry-run</c>, or if a match is refused.</param>
/// <param name="NotInForce">Published changes that the API does not show.</param>
internal sealed record ApplyReport(
    int New,
    int Corrected,
    int Voided,
    int Unchanged,
    int Published,
    IReadOnlyList<AppliedChange> Changes,
    IReadOnlyList<LeftOut> Skipped,
    IReadOnlyList<LeftOut> Refused,
    IReadOnlyList<LeftOut> NotInForce,
    IReadOnlyList<PlanWarning> Warnings)
{
    public static ApplyReport Of(ResultsPlan plan, int published, IReadOnlyList<LeftOut> notInForce) => new(
        plan.Count(ChangeKind.New),
        plan.Count(ChangeKind.Corrected),
        plan.Count(ChangeKind.Voided),
        plan.Unchanged,
        published,
        [.. plan.Changes.Select(change => new AppliedChange(change.Kind, change.After.MatchId, change.After.Revision, change.What))],
        plan.Skipped,
        plan.Refused,
        notInForce,
        plan.Warnings);

    public string ToJson() => JsonSerializer.Serialize(this, ApplyReportJson.Default.ApplyReport);
}

/// <param name="Revision">The one of the last message.</param>
internal sealed record AppliedChange(ChangeKind Kind, string MatchId, int Revision, string What);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(ApplyReport))]
internal sealed partial class ApplyReportJson : JsonSerializerContext;
