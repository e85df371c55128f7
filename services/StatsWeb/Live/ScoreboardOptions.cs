using System.ComponentModel.DataAnnotations;

namespace StatsWeb.Live;

/// <summary>Where <c>statsctl follow</c> answers (<c>Scoreboard__*</c>), for fixtures and goals on the page Live.</summary>
internal sealed class ScoreboardOptions
{
    public const string Section = "Scoreboard";

    /// <summary>The address of <c>statsctl follow --port</c>. Without it, the page has results alone.</summary>
    [RegularExpression(
        "https?://.+", ErrorMessage = "Scoreboard__Address must be an http:// or https:// address, for example http://feed:8080.")]
    public string? Address { get; set; }
}
