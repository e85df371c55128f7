using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Stats.Contracts;
using StatsApi.Tables;

namespace StatsApi.ModelPages;

/// <summary>The statistics of one model in the requested matches.</summary>
/// <param name="ModelId">The model's id, for paths and filters.</param>
/// <param name="DisplayName">The display name.</param>
/// <param name="Provider">The organization or person that runs the model.</param>
/// <param name="Overall">Its row in the table of all these matches; null if none of its predictions is scored in them.</param>
/// <param name="Competitions">Its row in the table of each competition, ordered by id.</param>
/// <param name="Clubs">Its rows in the tables of each club's home and away matches, ordered by id.</param>
/// <param name="Form">Its last ten scored predictions, newest first.</param>
/// <param name="CurrentStreak">The streak up to its last scored prediction; its length is 0 if that was wrong.</param>
/// <param name="BestStreak">Its longest streak; the earliest if there are several.</param>
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

    /// <summary>The competition's id.</summary>
    [JsonPropertyOrder(-2)]
    public string CompetitionId { get; }

    /// <summary>The display name.</summary>
    [JsonPropertyOrder(-1)]
    public string CompetitionName { get; }
}

/// <summary>The model's row in the table of a club's home or away matches.</summary>
internal sealed record ClubRow : Row
{
    public ClubRow(string clubId, string clubName, bool isHome, Row row)
        : base(row) => (ClubId, ClubName, IsHome) = (clubId, clubName, isHome);

    /// <summary>The club's id.</summary>
    [JsonPropertyOrder(-3)]
    public string ClubId { get; }

    /// <summary>The display name.</summary>
    [JsonPropertyOrder(-2)]
    public string ClubName { get; }

    /// <summary>True for the club's home matches, false for its away matches.</summary>
    [JsonPropertyOrder(-1)]
    public bool IsHome { get; }
}

/// <summary>One of the latest scored predictions.</summary>
/// <param name="MatchId">The match's id. Its page has the calculation of the points.</param>
/// <param name="CompetitionId">The competition's id.</param>
/// <param name="Season">The season's id.</param>
/// <param name="Kickoff">The kickoff (UTC).</param>
/// <param name="HomeClubId">The home club's id.</param>
/// <param name="AwayClubId">The away club's id.</param>
/// <param name="Predicted">The predicted score.</param>
/// <param name="Result">The score after 90 minutes.</param>
/// <param name="TotalPoints">The points that it earned.</param>
/// <param name="Hit">The most precise part that was right: the exact score, the goal difference or the tendency; else <c>wrong</c>.</param>
/// <param name="Competition">The competition.</param>
/// <param name="Home">The home club.</param>
/// <param name="Away">The away club.</param>
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
    [property: AllowedValues("exact", "goalDifference", "tendency", "wrong")] string Hit,
    Competition Competition,
    Club Home,
    Club Away);

/// <summary>Consecutive predictions with the right tendency.</summary>
/// <param name="Length">The number of predictions.</param>
/// <param name="From">The kickoff of the first (UTC); null if there is none.</param>
/// <param name="To">The kickoff of the last (UTC); null if there is none.</param>
internal sealed record Streak(long Length, DateTime? From, DateTime? To)
{
    public static Streak None { get; } = new(0, null, null);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ModelPage))]
internal sealed partial class ModelJson : JsonSerializerContext;
