using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Statsctl.Feed;

namespace Season.Replay;

/// <summary>The progress of a replay, kept in a file so that the next run continues from there.</summary>
/// <param name="Plan">The fingerprint of all messages in their order; other files, forecasters or seeds change it.</param>
/// <param name="Broker">The broker's address, without the password.</param>
/// <param name="Confirmed">How many of them, from the first on, the broker has confirmed.</param>
public sealed record Checkpoint(string Plan, string Broker, long Messages, long Confirmed)
{
    [JsonIgnore]
    public bool IsComplete => Confirmed == Messages;

    public static Checkpoint Of(ReplayPlan plan, Uri broker)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (_, message) in plan.Steps)
        {
            var (routingKey, body) = OutgoingMessage.Of(message);
            hash.AppendData(Encoding.UTF8.GetBytes(routingKey));
            hash.AppendData(body.Span);
        }
        return new(Convert.ToHexStringLower(hash.GetHashAndReset()), Statsctl.Feed.Broker.WithoutPassword(broker), plan.Steps.Count, 0);
    }

    /// <summary>This replay with the progress in the file; from its beginning if there is no file.</summary>
    /// <exception cref="UnreadableFileException">The file is not a checkpoint, or belongs to another replay.</exception>
    public Checkpoint Resumed(string path)
    {
        if (!File.Exists(path))
            return this;
        var kept = Read(path);
        if (kept.Plan != Plan || kept.Messages != Messages)
        {
            throw new UnreadableFileException(path, null,
                $"expected a checkpoint of these {Messages} messages, found one of {kept.Messages} others; "
                + "give the same --results, --predictions, --forecasters, --shuffle and --duplicate, or another file to start over");
        }
        if (kept.Broker != Broker)
        {
            throw new UnreadableFileException(path, null,
                $"expected a checkpoint for {Broker}, found one for {kept.Broker}; give another file to start over");
        }
        return kept.Confirmed is >= 0 && kept.Confirmed <= Messages ? kept : throw NoCheckpoint(path);
    }

    /// <summary>Replaces the file atomically: if the process is killed meanwhile, the previous file stays.</summary>
    /// <exception cref="CommandFailedException">The file can't be written.</exception>
    public void Write(string path)
    {
        try
        {
            var beside = $"{path}.new";
            using (var file = File.Create(beside))
            {
                JsonSerializer.Serialize(file, this, CheckpointJson.Default.Checkpoint);
                file.Flush(flushToDisk: true);
            }
            File.Move(beside, path, overwrite: true);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailedException($"{path} can't be written: {problem.Message}", problem);
        }
    }

    private static Checkpoint Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(TextFile.Read(path), CheckpointJson.Default.Checkpoint) ?? throw NoCheckpoint(path);
        }
        catch (JsonException)
        {
            throw NoCheckpoint(path);
        }
    }

    // A file of another kind is not overwritten.
    private static UnreadableFileException NoCheckpoint(string path) =>
        new(path, null, "expected a checkpoint of season replay, found something else");
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(Checkpoint))]
internal sealed partial class CheckpointJson : JsonSerializerContext;
