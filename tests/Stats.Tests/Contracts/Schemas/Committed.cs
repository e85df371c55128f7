using System.Text;
using System.Text.Json.Nodes;
using Schemas;
using Stats.Contracts.Feed;
using Stats.Tests.Deployment;

namespace Stats.Tests.Contracts.Schemas;

/// <summary>The committed schemas and samples of the messages, and the feed reader for their bodies.</summary>
internal static class Committed
{
    public static string Folder { get; } = Checkout.PathOf("contracts");

    /// <summary>The files that are generated from the code.</summary>
    public static IReadOnlyList<ContractFile> Files { get; } = ContractFile.All(Folder);

    extension(MessageType message)
    {
        public static MessageType Named(string name) => MessageType.All.Single(type => type.Name == name);

        public string SchemaFile => Path.Combine(Folder, message.SchemaPath);

        public IReadOnlyDictionary<string, string> Samples => message.SamplesIn(Folder);

        public JsonNode CommittedSchema() => JsonNode.Parse(File.ReadAllText(message.SchemaFile))!;

        /// <summary>Reads a body as the services do; null if it is refused.</summary>
        public FeedMessage? ReadOrNull(string body)
        {
            try
            {
                using var document = FeedReader.Parse(Encoding.UTF8.GetBytes(body));
                return FeedReader.Read(message.RoutingKey!, document.RootElement);
            }
            catch (RefusedException)
            {
                return null;
            }
        }
    }
}
