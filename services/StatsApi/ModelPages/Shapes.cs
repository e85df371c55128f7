using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Stats.Contracts;
using StatsApi.Tables;

namespace StatsApi.ModelPages;

internal sealed record ModelPage(
    string ModelId,
    string DisplayName,
    string Provider,
    Row? Overall,
    IReadOnlyList<CompetitionRow> Competitions,
    IReadOnlyList<ClubRow> Clubs,
    IReadOnlyList<FormEntry> Form,
    Streak CurrentStreak,
    Streak BestStreak);

/// <summary>The model's row in a competition's table.</summary>
internal sealed record CompetitionRow : Row
{
    public CompetitionRow(string competitionId, string competitionName, Row row)
        : base(row) => (CompetitionId, CompetitionName) = (competitionId, competitionName);

    [JsonPropertyOrder(-2)]
    public string CompetitionId { get; }

    [JsonPropertyOrder(-1)]
    public string CompetitionName { get; }
}

/// <summary>The model's row in the table of a club's matches at home, or away.</summary>
internal sealed record ClubRow : Row
{
    public ClubRow(string clubId, string clubName, bool isHome, Row row)
        : base(row) => (ClubId, ClubName, IsHome) = (clubId, clubName, isHome);

    [JsonPropertyOrder(-3)]
    public string ClubId { get; }

    [JsonPropertyOrder(-2)]
    public string ClubName { get; }

    [JsonPropertyOrder(-1)]
    public bool IsHome { get; }
}

/// <summary>One of the latest predictions, and what became of it.</summary>
internal sealed record FormEntry(
    string MatchId,
    string CompetitionId,
    string Season,
    DateTime Kickoff,
    string HomeClubId,
    string AwayClubId,
    Goals Predicted,
    Goals Result,
    int TotalPoints,
    [property: AllowedValues("exact", "goalDifference", "tendency", "wrong")] string Hit);

/// <summary>Right tendencies in a row, from the first kickoff to the last.</summary>
internal sealed record Streak(long Length, DateTime? From, DateTime? To)
{
    public static Streak None { get; } = new(0, null, null);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ModelPage))]
internal sealed partial class ModelJson : JsonSerializerContext;
