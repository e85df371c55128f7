using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using k8s.Models;
using Npgsql;
using ServiceDefaults;
using Statsctl.BrokerUsers;
using Statsctl.Store;

namespace Stats.Tests.Deployment;

[Collection(PodEnvironment.Collection)]
public sealed class ManifestTests
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<IReadOnlyDictionary<string, RealService>>>> Started = new();

    [Theory]
    [InlineData(Overlay.Local)]
    [InlineData(Overlay.Production)]
    [InlineData(Overlay.Everything)]
    public async Task An_overlay_has_no_findings(string overlay) =>
        Assert.Empty(ManifestChecks.Findings(Overlay.Load(overlay), await ServicesAsync(overlay)));

    [Fact]
    public void Production_runs_at_least_two_pods_of_each_service_and_contains_no_secret()
    {
        var production = Overlay.Load(Overlay.Production);

        foreach (var name in RealService.Assemblies.Keys)
        {
            var autoscaler = production.All<V2HorizontalPodAutoscaler>()
                .FirstOrDefault(autoscaler => autoscaler.Spec.ScaleTargetRef.Name == name);
            Assert.True((autoscaler?.Spec.MinReplicas ?? production.One<V1Deployment>(name).Spec.Replicas) >= 2, name);
        }
        Assert.All(production.All<V1Secret>(), secret => Assert.Null(secret.Data));
    }

    [Fact]
    public void Each_Secret_that_an_operator_creates_can_be_an_ExternalSecret_with_an_entry_of_its_name()
    {
        var manifests = Overlay.Load(Overlay.Everything);

        Assert.Equal(
            manifests.All<V1Secret>().Select(secret => $"{secret.Metadata.Name} stats/{secret.Metadata.Name}").Order(),
            manifests.All<CustomResource>().Where(item => item.Kind == "ExternalSecret")
                .Select(item => $"{item.Metadata.Name} {item.At("spec", "dataFrom", "0", "extract", "key")}").Order());
    }

    [Theory]
    [InlineData("scoring-service", "ConnectionStrings__Postgres", "ConnectionStrings__RabbitMq")]
    [InlineData("cache-invalidator", "ConnectionStrings__Postgres", "ConnectionStrings__RabbitMq", "ConnectionStrings__Redis")]
    [InlineData("stats-api", "ConnectionStrings__Postgres", "ConnectionStrings__Redis")]
    [InlineData("stats-web")]
    public async Task A_pod_gets_exactly_the_connection_strings_that_its_service_requires(string name, params string[] connections)
    {
        var settings = Settings(Overlay.Load(Overlay.Production), name);

        Assert.Equal(connections, settings.Keys.Where(key => key.StartsWith("ConnectionStrings__", StringComparison.Ordinal)).Order());
        foreach (var connection in connections)
        {
            var failure = await Assert.ThrowsAsync<SettingException>(() =>
                RealService.StartAsync(name, settings.Where(setting => setting.Key != connection).ToDictionary()));
            Assert.Contains(connection, failure.Message);
        }
    }

    [Theory]
    [InlineData("scoring-service", "ConnectionStrings__Postgres", "ConnectionStrings__RabbitMq")]
    [InlineData("cache-invalidator", "ConnectionStrings__Postgres", "ConnectionStrings__RabbitMq", "ConnectionStrings__Redis")]
    [InlineData("stats-api", "Auth__Keys__0__Sha256", "ConnectionStrings__Postgres", "ConnectionStrings__Redis")]
    [InlineData("stats-web", "Api__Key", "Operations__Password")]
    public async Task A_production_service_does_not_start_with_an_example_secret(string name, params string[] secrets)
    {
        var shipped = Settings(Overlay.Load(Overlay.Production, filledIn: false), name);
        var filledIn = Settings(Overlay.Load(Overlay.Production), name);
        Assert.Equal(
            secrets,
            shipped.Where(setting => setting.Value != filledIn[setting.Key]).Select(setting => setting.Key).Order(StringComparer.Ordinal));

        foreach (var secret in secrets)
        {
            var failure = await Assert.ThrowsAsync<SettingException>(() =>
                RealService.StartAsync(name, new Dictionary<string, string>(filledIn) { [secret] = shipped[secret] }, asItIs: secret));
            Assert.Contains(secret, failure.Message);
        }
    }

    [Theory]
    [InlineData("scoring-service")]
    [InlineData("cache-invalidator")]
    [InlineData("stats-api")]
    [InlineData("stats-web")]
    public async Task A_misspelt_setting_of_a_pod_prevents_its_start_and_is_named(string name)
    {
        var settings = Settings(Overlay.Load(Overlay.Production), name);
        foreach (var (key, value) in settings.Where(setting => !ManifestSettings.IsOfThePlatform(setting.Key)))
        {
            // An item of a list keeps its index.
            var misspelt = Regex.Replace(key, "([A-Za-z0-9]+)((__[0-9]+)*)$", "$1x$2");
            var changed = new Dictionary<string, string>(settings);
            changed.Remove(key);
            changed.Add(misspelt, value);

            var failure = await Assert.ThrowsAsync<SettingException>(() => RealService.StartAsync(name, changed));

            var last = Regex.Replace(misspelt, "^.*__(?=[A-Za-z])|(__[0-9]+)+$", "");
            Assert.True(
                failure.Message.Contains(key, StringComparison.Ordinal) || failure.Message.Contains($"'{last}'", StringComparison.Ordinal),
                $"{misspelt}: {failure.Message}");
        }
    }

    [Theory]
    [InlineData("scoring-service", "ConnectionStrings__RabbitMq", "the password stats-dev-only")]
    [InlineData("cache-invalidator", "ConnectionStrings__RabbitMq", "the password stats-dev-only")]
    [InlineData("stats-api", "ConnectionStrings__Postgres", "the password stats-dev-only")]
    [InlineData("stats-api", "Auth__Keys__0__Sha256", "the hash of a key")]
    [InlineData("stats-web", "Api__Key", "a key")]
    public async Task A_local_service_starts_only_because_its_overlay_allows_published_secrets(string name, string secret, string content)
    {
        var settings = new Dictionary<string, string>(Settings(Overlay.Load(Overlay.Local), name));
        Assert.True(settings.Remove("Secrets__AllowPublished"));

        var failure = await Assert.ThrowsAsync<SettingException>(() => RealService.StartAsync(name, settings, asItIs: secret));

        Assert.StartsWith($"{secret} has {content}, which Stats publishes", failure.Message);
    }

    [Theory]
    [InlineData("scoring-service", BrokerUser.Scoring)]
    [InlineData("cache-invalidator", BrokerUser.Invalidator)]
    [InlineData("topology", BrokerUser.Operator)]
    [InlineData("canary", BrokerUser.Canary)]
    public void A_pod_connects_to_the_broker_as_its_own_user_and_the_local_broker_has_its_password(string name, string user)
    {
        Assert.Equal(user, UserInfo(Overlay.Load(Overlay.Production))[0]);
        var local = Overlay.Load(Overlay.Local);
        var secret = local.WorkloadNamed("rabbitmq").Pod.InitContainers.Single().EnvFrom.Single().SecretRef.Name;
        var passwords = local.Content("Secret", secret)!;
        Assert.Equal(BrokerUser.All.Select(BrokerUser.PasswordVariable).Order(), passwords.Keys.Order());
        Assert.Equal([user, passwords[BrokerUser.PasswordVariable(user)]], UserInfo(local));

        string[] UserInfo(Manifests manifests) => new Uri(Settings(manifests, name)["ConnectionStrings__RabbitMq"]).UserInfo.Split(':');
    }

    [Theory]
    [InlineData("scoring-service", DatabaseRole.Scoring)]
    [InlineData("cache-invalidator", DatabaseRole.Invalidator)]
    [InlineData("stats-api", DatabaseRole.Api)]
    [InlineData("verify", DatabaseRole.Verify)]
    public void A_pod_connects_to_PostgreSQL_with_its_own_role_and_migrate_creates_it_with_its_password(string name, string role)
    {
        var variable = DatabaseRole.All.Single(known => known.Name == role).PasswordVariable;
        foreach (var manifests in new[] { Overlay.Load(Overlay.Local), Overlay.Load(Overlay.Production) })
        {
            var postgres = new NpgsqlConnectionStringBuilder(Settings(manifests, name)["ConnectionStrings__Postgres"]);
            Assert.Equal((role, Settings(manifests, "migrate")[variable]), (postgres.Username, postgres.Password));
        }
        Assert.Equal(["migrate", "--roles"], Overlay.Load(Overlay.Local).WorkloadNamed("migrate").Container.Args);
    }

    [Theory]
    [InlineData("migrate", "ConnectionStrings__Postgres")]
    [InlineData("topology", "ConnectionStrings__RabbitMq")]
    public async Task A_Job_gets_the_connection_string_that_its_command_requires(string name, string connection)
    {
        var production = Overlay.Load(Overlay.Production);
        var job = production.WorkloadNamed(name);
        Assert.Equal(
            [connection],
            production.Settings(job).Keys.Where(key => key.StartsWith("ConnectionStrings__", StringComparison.Ordinal)));

        var (code, _, error) = await BrokerUserTests.RunStatsctlAsync(job.Container.Args, new() { [connection] = null });

        Assert.Equal(Statsctl.ExitCode.Failed, code);
        Assert.Contains($"set {connection}", error);
    }

    /// <summary>The services, each started once with the settings that an overlay gives it.</summary>
    internal static Task<IReadOnlyDictionary<string, RealService>> ServicesAsync(string overlay) =>
        Started.GetOrAdd(overlay, _ => new(() => StartAsync(Overlay.Load(overlay)))).Value;

    private static IReadOnlyDictionary<string, string> Settings(Manifests manifests, string name) =>
        manifests.Settings(manifests.WorkloadNamed(name));

    private static async Task<IReadOnlyDictionary<string, RealService>> StartAsync(Manifests manifests)
    {
        var started = new Dictionary<string, RealService>();
        foreach (var name in RealService.Assemblies.Keys)
            started[name] = await RealService.StartAsync(name, Settings(manifests, name));
        return started;
    }
}
