using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Stats.Contracts;
using Stats.Contracts.Feed;
using Statsctl.BrokerUsers;

namespace Stats.Tests.Deployment;

/// <summary>The broker's users as shipped, as documented, and as <c>statsctl broker-users</c> writes them. A real broker is asked in the integration tests.</summary>
public sealed partial class BrokerUserTests
{
    private static readonly string[] Kinds = ["configure", "write", "read"];

    private static readonly string[] Names =
    [
        "amq.default", "amq.topic", "amq.gen-x", "billing.invoices", "stats", "xstats.feed", "stats.feedx", "stats.health",
        FeedExchange.Name, FeedExchange.Unrouted,
        .. from queue in (string[])[Queues.ScoringPredictions, Queues.ScoringResults, Queues.InvalidatorPoints]
           from end in (string[])["", "_error", "_dead"]
           select queue + end,
        .. from message in (string[])[nameof(PredictionSubmitted), nameof(MatchCompleted), nameof(MatchVoided), nameof(PointsCalculated), nameof(StatsInvalidated)]
           from name in (string[])[$"Stats.Contracts:{message}", $"XStats.Contracts:{message}"]
           select name,
    ];

    [Fact]
    public void The_documented_table_says_what_the_definitions_say() => Assert.Empty(Differences(Checkout.Read("docs/operations.md"), BrokerDefinitions.Shipped()));

    [Theory]
    [InlineData(BrokerUser.Feed, "write", "^stats")]
    [InlineData(BrokerUser.Scoring, "read", "^stats\\.")]
    [InlineData(BrokerUser.Invalidator, "configure", "^$")]
    [InlineData(BrokerUser.Operator, "write", ".*")]
    public void Definitions_that_differ_from_the_table_are_found(string user, string kind, string pattern)
    {
        var definitions = BrokerDefinitions.Shipped();
        Permissions(definitions, user)[kind] = pattern;

        Assert.Contains(Differences(Checkout.Read("docs/operations.md"), definitions), difference => difference.StartsWith($"{user} {kind} "));
    }

    [Fact]
    public void As_shipped_nobody_can_log_in()
    {
        var users = BrokerDefinitions.Shipped()["users"]!.AsArray();

        Assert.Equal(BrokerUser.All, users.Select(user => (string)user!["name"]!));
        Assert.All(users, user => Assert.Equal("", (string)user!["password_hash"]!));
    }

    [Fact]
    public async Task Written_users_have_the_salted_hashes_of_the_given_passwords_and_nothing_else_changes()
    {
        var (code, output, _) = await RunAsync(BrokerUser.All.ToDictionary(BrokerUser.PasswordVariable, user => (string?)$"secret-of-{user}"));

        Assert.Equal(0, code);
        Assert.DoesNotContain("secret-of", output);
        var written = JsonNode.Parse(output)!;
        foreach (var user in written["users"]!.AsArray())
        {
            var hash = Convert.FromBase64String((string)user!["password_hash"]!);
            Assert.Equal(SHA256.HashData([.. hash[..4], .. Encoding.UTF8.GetBytes($"secret-of-{user["name"]}")]), hash[4..]);
            user["password_hash"] = "";
        }
        Assert.True(JsonNode.DeepEquals(BrokerDefinitions.Shipped(), written));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("with:colon")]
    [InlineData("with@at")]
    public async Task A_password_that_is_missing_or_breaks_a_URI_is_refused_by_its_name(string? password)
    {
        var passwords = BrokerUser.All.ToDictionary(BrokerUser.PasswordVariable, _ => (string?)"fine");
        passwords["RABBITMQ_SCORING_PASSWORD"] = password;

        var (code, output, error) = await RunAsync(passwords);

        Assert.Equal((Statsctl.ExitCode.Failed, ""), (code, output));
        Assert.Contains("RABBITMQ_SCORING_PASSWORD must be a password of letters, digits, - and _", error);
    }

    private static JsonNode Permissions(JsonNode definitions, string user) =>
        definitions["permissions"]!.AsArray().Single(of => (string?)of!["user"] == user)!;

    private static IEnumerable<string> Differences(string page, JsonNode definitions) =>
        from user in BrokerUser.All
        let cells = Row().Matches(page).Single(row => row.Groups["user"].Value == user).Groups["cells"].Value.Split('|')
        from kind in Kinds.Index()
        let documented = Name().Matches(cells[kind.Index + 1]).Select(match => $"^{Regex.Escape(match.Groups["name"].Value).Replace("\\*", ".*")}$").ToArray()
        let pattern = (string)Permissions(definitions, user)[kind.Item]!
        from name in Names
        where documented.Any(glob => Regex.IsMatch(name, glob)) != Regex.IsMatch(name, pattern)
        select $"{user} {kind.Item} {name}: the table and the definitions differ";

    private static async Task<(int Code, string Output, string Error)> RunAsync(Dictionary<string, string?> passwords)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "statsctl.dll"), "broker-users"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (variable, password) in passwords)
            start.Environment[variable] = password;
        using var statsctl = Process.Start(start)!;
        var error = statsctl.StandardError.ReadToEndAsync();
        var output = await statsctl.StandardOutput.ReadToEndAsync();
        await statsctl.WaitForExitAsync();
        return (statsctl.ExitCode, output, await error);
    }

    // | `user` | who | configure | write | read |
    [GeneratedRegex(@"^\| `(?<user>[a-z]+)` \|(?<cells>[^\n]*)\|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("`(?<name>[^`]+)`")]
    private static partial Regex Name();
}
