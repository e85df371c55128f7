using System.Text.Json.Serialization;

namespace Statsctl.FeedFiles;

/// <summary>The result of a check of files.</summary>
/// <param name="Predictions">Predictions that the service would accept.</param>
/// <param name="Results">Results and corrections that it would accept.</param>
/// <param name="Voids">Voids that it would accept.</param>
/// <param name="Repeats">Accepted messages that equal an earlier one: they change nothing.</param>
/// <param name="Refused">Messages that it would refuse.</param>
/// <param name="Warnings">Findings in accepted messages that may not mean what was intended.</param>
/// <param name="Findings">All findings, in the order of the files.</param>
public sealed record FeedCheckReport(
    int Files, int Messages, int Predictions, int Results, int Voids, int Repeats, int Refused, int Warnings, IReadOnlyList<FeedFileFinding> Findings)
{
    /// <summary>Everything but the findings, in one line.</summary>
    [JsonIgnore]
    public string Line => string.Create(
        CultureInfo.InvariantCulture,
        $"{Messages:N0} messages in {Files:N0} {(Files == 1 ? "file" : "files")}: {Predictions:N0} predictions, {Results:N0} results, {Voids:N0} voids"
        + $" ({Repeats:N0} of them repeats), {Refused:N0} refused, {Warnings:N0} {(Warnings == 1 ? "warning" : "warnings")}.");
}

/// <summary>The outcome of publishing files.</summary>
/// <param name="Published">Messages that the broker confirmed.</param>
/// <param name="Skipped">Messages left out because the service would refuse them.</param>
public sealed record PublishedFiles(int Published, int Skipped, double Seconds, FeedCheckReport Check);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(FeedCheckReport))]
[JsonSerializable(typeof(PublishedFiles))]
internal sealed partial class FeedFilesJson : JsonSerializerContext;
