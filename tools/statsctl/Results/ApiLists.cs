using System.Text.Json.Serialization;

namespace Statsctl.Results;

/// <summary>A page of a list of the API.</summary>
internal sealed record ApiList<T>(IReadOnlyList<T> Data, ApiListMeta Meta);

/// <summary>The part of a page's metadata that is used here.</summary>
internal sealed record ApiListMeta(ApiListPosition Pagination);

/// <param name="Consistent">Whether the data has not changed since the first page.</param>
internal sealed record ApiListPosition(bool Consistent, string? NextCursor = null);

/// <param name="Seasons">Those with matches.</param>
internal sealed record ApiCompetition(string CompetitionId, long Matches, IReadOnlyList<string> Seasons);

internal sealed record ApiClub(string ClubId, string ClubName);

internal sealed record ApiMatch(
    string MatchId,
    string CompetitionId,
    string Season,
    Club HomeClub,
    Club AwayClub,
    DateTimeOffset Kickoff,
    string Status,
    int Revision,
    Score Result)
{
    public HeldMatch ToHeld() =>
        new(MatchId, CompetitionId, Season, HomeClub, AwayClub, Kickoff, Status == "voided", Revision, Result);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ApiList<ApiCompetition>), TypeInfoPropertyName = "Competitions")]
[JsonSerializable(typeof(ApiList<ApiClub>), TypeInfoPropertyName = "Clubs")]
[JsonSerializable(typeof(ApiList<ApiMatch>), TypeInfoPropertyName = "Matches")]
internal sealed partial class ApiListsJson : JsonSerializerContext;
