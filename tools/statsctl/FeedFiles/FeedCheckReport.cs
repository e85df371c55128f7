using System.Globalization;
using System.Text.Json.Serialization;

namespace Statsctl.FeedFiles;

/// <summary>What a check of files found.</summary>
/// <param name="Files">Files read.</param>
/// <param name="Messages">Messages in them.</param>
/// <param name="Predictions">Predictions that the service would take.</param>
/// <param name="Results">Results and corrections that it would take.</param>
/// <param name="Voids">Voids that it would take.</param>
/// <param name="Repeats">Those of them that say what an earlier one said: they change nothing.</param>
/// <param name="Refused">Messages that it would refuse.</param>
/// <param name="Warnings">What it would take, perhaps not as it was meant.</param>
/// <param name="Findings">Each of them, in the order of the files.</param>
public sealed record FeedCheckReport(
    int Files, int Messages, int Predictions, int Results, int Voids, int Repeats, int Refused, int Warnings, IReadOnlyList<FeedFileFinding> Findings)
{
    /// <summary>All of it but the findings, in one line.</summary>
    [JsonIgnore]
    public string Line => string.Create(
        CultureInfo.InvariantCulture,
        $"{Messages:N0} messages in {Files:N0} {(Files == 1 ? "file" : "files")}: {Predictions:N0} predictions, {Results:N0} results, {Voids:N0} voids"
        + $" ({Repeats:N0} of them repeats), {Refused:N0} refused, {Warnings:N0} {(Warnings == 1 ? "warning" : "warnings")}.");
}

/// <summary>What became of messages that were published from files.</summary>
/// <param name="Published">Messages that the broker confirmed.</param>
/// <param name="Skipped">Messages left out because the service would refuse them.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Check">What the check before it found.</param>
public sealed record PublishedFiles(int Published, int Skipped, double Seconds, FeedCheckReport Check);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(FeedCheckReport))]
[JsonSerializable(typeof(PublishedFiles))]
internal sealed partial class FeedFilesJson : JsonSerializerContext;
