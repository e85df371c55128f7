using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Npgsql;
using ServiceDefaults;
using StatsApi.ApiKeys;
using Statsctl.BrokerUsers;
using Statsctl.Store;

namespace Stats.Tests.Deployment;

/// <summary>The documented key is the configured one, and an operator can change every secret.</summary>
internal static partial class ComposeSecrets
{
    private static readonly Dictionary<string, string> BrokerUserOf = new()
    {
        ["feed"] = BrokerUser.Feed,
        ["season"] = BrokerUser.Feed,
        ["scoring-service"] = BrokerUser.Scoring,
        ["cache-invalidator"] = BrokerUser.Invalidator,
        ["canary"] = BrokerUser.Canary,
    };

    private static readonly Dictionary<string, string> RoleOf = new()
    {
        ["scoring-service"] = DatabaseRole.Scoring,
        ["cache-invalidator"] = DatabaseRole.Invalidator,
        ["stats-api"] = DatabaseRole.Api,
    };

    public static IEnumerable<string> Findings(ComposeFile file)
    {
        var key = Documented().Match(file.Text).Groups["key"].Value;
        var settings = file.Find("stats-api")!.Environment;
        if (settings.GetValueOrDefault("Auth__Keys__0__Sha256") != Hash(key))
            yield return $"the key {key} is not the one whose hash stats-api has";
        if (!PublishedSecrets.IsPublishedHash(settings.GetValueOrDefault("Auth__Keys__0__Sha256", "")))
            yield return $"the published key {key} is not in PublishedSecrets";
        if (settings.GetValueOrDefault("Auth__Keys__0__Scopes__0") != KeyRing.ReadScope)
            yield return "the key may not read";

        foreach (var (reader, variable, index) in new[] { ("stats-web", "Api__Key", 1), ("canary", Statsctl.Api.KeyVariable, 2) })
            if (file.Find(reader)?.Environment.GetValueOrDefault(variable) is { } own
                && settings.GetValueOrDefault($"Auth__Keys__{index}__Sha256") != Hash(own))
                yield return $"{reader} reads with the key {own}, whose hash stats-api does not have";

        foreach (var (service, role) in RoleOf)
        {
            var environment = file.Find(service)!.Environment;
            var postgres = new NpgsqlConnectionStringBuilder(environment.GetValueOrDefault("ConnectionStrings__Postgres"));
            var variable = DatabaseRole.All.Single(known => known.Name == role).PasswordVariable;
            var migrate = file.Find("migrate")!;
            if (postgres.Username != role)
                yield return $"{service} connects to PostgreSQL as {postgres.Username}, which is not its role {role}";
            else if (!migrate.Command.Contains("--roles") || migrate.Environment.GetValueOrDefault(variable) != postgres.Password)
                yield return $"{service} connects to PostgreSQL as {role}, which nothing creates with its password";
        }

        foreach (var service in file.Services)
            if (service.Environment.TryGetValue("ConnectionStrings__RabbitMq", out var broker)
                && new Uri(broker).UserInfo is var user && !IsUserOfItsOwn(file, service, user.Split(':')))
                yield return $"{service.Name} connects to the broker as {user}, "
                    + "which is not its own user with the password that broker-users sets";
        foreach (var password in Passwords().Matches(file.Text).Select(match => match.Groups["password"].Value).Distinct())
            if (!PublishedSecrets.Passwords.Contains(password))
                yield return $"the published password {password} is not in PublishedSecrets";

        var offered = Offered().Matches(Checkout.Read(".env.example")).Select(match => match.Groups["name"].Value).ToHashSet();
        offered.Remove("COMPOSE_PROFILES");
        foreach (var variable in file.Variables.Where(variable => !offered.Remove(variable)))
            yield return $"{variable} is not in .env.example";
        foreach (var variable in offered)
            yield return $"{variable} of .env.example changes nothing";
        if (WithoutDefault().Match(file.Text) is { Success: true } match)
            yield return $"{match.Value} has no default";
    }

    private static string Hash(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    private static bool IsUserOfItsOwn(ComposeFile file, ComposeService service, string[] userAndPassword) =>
        userAndPassword is [var user, var password]
        && user == BrokerUserOf.GetValueOrDefault(service.Name, BrokerUser.Operator)
        && file.Find("broker-users")?.Environment.GetValueOrDefault(BrokerUser.PasswordVariable(user)) == password;

    [GeneratedRegex("PASSWORD:-(?<password>[^}]+)}")]
    private static partial Regex Passwords();

    [GeneratedRegex("# SHA-256 of the key (?<key>[a-z0-9-]+):")]
    private static partial Regex Documented();

    [GeneratedRegex("^#(?<name>[A-Z0-9_]+)=", RegexOptions.Multiline)]
    private static partial Regex Offered();

    [GeneratedRegex(@"\$\{[A-Z0-9_]+(?!:-)[^A-Z0-9_]")]
    private static partial Regex WithoutDefault();
}
