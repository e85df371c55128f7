using System.Text.Json;
using System.Text.Json.Serialization;
using Stats.Contracts;
using Stats.Store.ReadModel;

namespace Stats.Store.Corrections;

/// <summary>The result in force before or after a correction, as stored in <c>stats.correction</c>.</summary>
/// <param name="Voided">Whether that is a void; the other values are then the highest result's.</param>
public sealed record CorrectedResult(
    int Revision, bool Voided, string CompetitionId, string Season, string HomeClubId, string AwayClubId,
    DateTimeOffset Kickoff, Score Score)
{
    /// <summary>Reads a value of the column <c>before</c> or <c>after</c>.</summary>
    public static CorrectedResult Read(string json) => JsonSerializer.Deserialize(json, CorrectedResultJson.Default.CorrectedResult)!;

    internal static CorrectedResult Of(MatchRows rows) => new(
        rows.Scored.Revision,
        rows.Scored.Voided,
        rows.Result.Competition.Id,
        rows.Result.Season,
        rows.Result.HomeClub.Id,
        rows.Result.AwayClub.Id,
        rows.Result.Kickoff,
        rows.Result.Score);

    internal string Write() => JsonSerializer.Serialize(this, CorrectedResultJson.Default.CorrectedResult);
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CorrectedResult))]
internal sealed partial class CorrectedResultJson : JsonSerializerContext;
