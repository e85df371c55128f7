using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Statsctl.BrokerUsers;

namespace Stats.Tests.Deployment;

/// <summary>The broker's users as shipped and as <c>statsctl broker-users</c> writes them. Integration tests use a real broker.</summary>
public sealed class BrokerUserTests
{
    [Fact]
    public void The_shipped_definitions_allow_no_login()
    {
        var users = BrokerDefinitions.Shipped()["users"]!.AsArray();

        Assert.Equal(BrokerUser.All, users.Select(user => (string)user!["name"]!));
        Assert.All(users, user => Assert.Equal("", (string)user!["password_hash"]!));
    }

    [Fact]
    public async Task Written_users_have_the_salted_hashes_of_the_given_passwords_and_nothing_else_changes()
    {
        var passwords = BrokerUser.All.ToDictionary(BrokerUser.PasswordVariable, user => (string?)$"secret-of-{user}");

        var (code, output, _) = await RunStatsctlAsync(["broker-users"], passwords);

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
    public async Task A_password_that_is_missing_or_invalid_in_a_URI_is_refused_with_its_variable(string? password)
    {
        var passwords = BrokerUser.All.ToDictionary(BrokerUser.PasswordVariable, _ => (string?)"fine");
        passwords["RABBITMQ_SCORING_PASSWORD"] = password;

        var (code, output, error) = await RunStatsctlAsync(["broker-users"], passwords);

        Assert.Equal((Statsctl.ExitCode.Failed, ""), (code, output));
        Assert.Contains("RABBITMQ_SCORING_PASSWORD must be a password of letters, digits, - and _", error);
    }

    internal static Task<(int Code, string Output, string Error)> RunStatsctlAsync(
        IEnumerable<string> arguments, Dictionary<string, string?> environment) =>
        ProgramRun.RunAsync("dotnet", [Path.Combine(AppContext.BaseDirectory, "statsctl.dll"), .. arguments], environment);
}
