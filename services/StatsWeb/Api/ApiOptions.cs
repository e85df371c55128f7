using System.ComponentModel.DataAnnotations;

namespace StatsWeb.Api;

/// <summary>Where StatsApi is, and the key to read it with (<c>Api__*</c>).</summary>
internal sealed class ApiOptions
{
    public const string Section = "Api";

    /// <summary>The address of StatsApi. The paths begin with <c>/api/stats</c>.</summary>
    [Required(ErrorMessage = "Api__Address is not set. Set it to the address of StatsApi, for example Api__Address=http://stats-api:8080.")]
    [RegularExpression(
        "https?://.+", ErrorMessage = "Api__Address must be an http:// or https:// address, for example http://stats-api:8080.")]
    public string Address { get; set; } = "";

    /// <summary>A key with the scope <c>stats:read</c>. It never reaches a browser.</summary>
    [Required(ErrorMessage = "Api__Key is not set. Make one with the scope stats:read: statsctl keys new --name stats-web.")]
    public string Key { get; set; } = "";

    /// <summary>The limit for one request.</summary>
    [Range(
        typeof(TimeSpan),
        "00:00:00.100",
        "00:01:00",
        ErrorMessage = "Api__Timeout must be a time from 00:00:00.100 to 00:01:00, for example 00:00:05.")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The number of answers kept in memory.</summary>
    [Range(1, 1_000_000, ErrorMessage = "Api__HeldAnswers must be from 1 to 1000000, for example 2000.")]
    public int HeldAnswers { get; set; } = 2000;
}
