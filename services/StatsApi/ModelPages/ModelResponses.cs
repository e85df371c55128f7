using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Stats.Contracts;
using StatsApi.Tables;

namespace StatsApi.ModelPages;

/// <summary>All about one model, in the matches asked for.</summary>
/// <param name="ModelId">What other pages and filters take.</param>
/// <param name="DisplayName">What to show.</param>
/// <param name="Provider">Who runs the model.</param>
/// <param name="Overall">Its row in the table of all these matches; null if none of its predictions is scored there.</param>
/// <param name="Competitions">Its row in the table of each competition, by id.</param>
/// <param name="Clubs">Its row in the table of each club's home matches, and of its away matches, by id.</param>
/// <param name="Form">Its last ten scored predictions, the newest first.</param>
/// <param name="CurrentStreak">The streak that its last scored prediction belongs to; of length 0 if that was wrong.</param>
/// <param name="BestStreak">Its longest streak; the earliest of several.</param>
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

    /// <summary>The competition.</summary>
    [JsonPropertyOrder(-2)]
    public string CompetitionId { get; }

    /// <summary>What to show.</summary>
    [JsonPropertyOrder(-1)]
    public string CompetitionName { get; }
}

/// <summary>The model's row in the table of a club's matches at home, or away.</summary>
internal sealed record ClubRow : Row
{
    public ClubRow(string clubId, string clubName, bool isHome, Row row)
        : base(row) => (ClubId, ClubName, IsHome) = (clubId, clubName, isHome);

    /// <summary>The club.</summary>
    [JsonPropertyOrder(-3)]
    public string ClubId { get; }

    /// <summary>What to show.</summary>
    [JsonPropertyOrder(-2)]
    public string ClubName { get; }

    /// <summary>Whether it is about its home matches or its away matches.</summary>
    [JsonPropertyOrder(-1)]
    public bool IsHome { get; }
}

/// <summary>One of the latest predictions, and what became of it.</summary>
/// <param name="MatchId">The match: its page explains the points.</param>
/// <param name="CompetitionId">Its competition.</param>
/// <param name="Season">Its season.</param>
/// <param name="Kickoff">When it kicked off (UTC).</param>
/// <param name="HomeClubId">The home club.</param>
/// <param name="AwayClubId">The away club.</param>
/// <param name="Predicted">What the model said.</param>
/// <param name="Result">What it was after 90 minutes.</param>
/// <param name="TotalPoints">What it earned.</param>
/// <param name="Hit">How good it was: the exact score, else the right goal difference, else the right tendency, else wrong.</param>
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

/// <summary>Right tendencies in a row.</summary>
/// <param name="Length">How many.</param>
/// <param name="From">The kickoff of the first (UTC); null if there is none.</param>
/// <param name="To">The kickoff of the last (UTC); null if there is none.</param>
internal sealed record Streak(long Length, DateTime? From, DateTime? To)
{
    public static Streak None { get; } = new(0, null, null);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ModelPage))]
internal sealed partial class ModelJson : JsonSerializerContext;
