using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Schemas;
using Stats.Contracts.Feed;
using Stats.Tests.Deployment;

namespace Stats.Tests.Contracts.Schemas;

/// <summary>The page for authors of feeds, <c>docs/feed.md</c>, matches the code.</summary>
public sealed partial class FeedPageTests
{
    private static readonly string Page = Checkout.Read("docs/feed.md");

    [Fact]
    public void Every_refusal_reason_is_explained()
    {
        var reasons = typeof(Refusal).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => !field.Name.EndsWith("Header", StringComparison.Ordinal))
            .Select(field => (string)field.GetValue(null)!);
        var table = Page[Page.IndexOf("| `stats-reason` |", StringComparison.Ordinal)..].Split("\n\n")[0];
        Assert.Equal(reasons.Order(), Row().Matches(table).Select(row => row.Groups[1].Value).Except([Refusal.ReasonHeader]).Order());
    }

    [Fact]
    public void Every_message_on_the_page_is_a_committed_sample()
    {
        var samples = MessageType.All.SelectMany(message => message.Samples.Values).Select(sample => JsonNode.Parse(sample)).ToArray();
        var shown = Block().Matches(Page).Select(block => JsonNode.Parse(block.Groups[1].Value)).ToArray();
        Assert.Equal(MessageType.All.Count(message => message.IsOfFeed), shown.Length);
        Assert.All(shown, message => Assert.Contains(samples, sample => JsonNode.DeepEquals(sample, message)));
    }

    [Fact]
    public void Every_member_of_a_feed_message_is_documented()
    {
        var named = Code().Matches(Page).SelectMany(code => code.Groups[1].Value.Split('.')).ToHashSet();
        foreach (var message in MessageType.All.Where(message => message.IsOfFeed))
            Assert.Subset(named, Members(message.CommittedSchema()).ToHashSet());
    }

    private static IEnumerable<string> Members(JsonNode schema) =>
        (schema["properties"]?.AsObject() ?? []).SelectMany(member => Members(member.Value!).Prepend(member.Key));

    [GeneratedRegex(@"^\| `([a-z-]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"^```json\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex("`([A-Za-z.]+)`")]
    private static partial Regex Code();
}
