using System.CommandLine;
using k8s.Models;
using Stats.Tests.Replay;
using Statsctl.BrokerUsers;
using Statsctl.Follow;
using Statsctl.Results.Sources;

namespace Stats.Tests.Deployment;

/// <summary>deploy/k8s/components/feed, added to production by an operator's own overlay.</summary>
public sealed class FeedComponentTests
{
    private const string Component = "deploy/k8s/components/feed";
    private const string Example = $"{Component}/stats-feed.example.env";

    private static readonly Lazy<Manifests> Added = new(Load);

    private static Workload Feed => Added.Value.WorkloadNamed("feed");

    [Fact]
    public void Its_pod_has_no_more_rights_than_the_others() => Assert.Empty(ManifestPodSecurity.Findings(Feed));

    [Fact]
    public void Everything_that_it_refers_to_exists() => Assert.DoesNotContain(
        ManifestReferences.Findings(Added.Value),
        finding => finding.StartsWith("feed ", StringComparison.Ordinal) && !finding.Contains("priority", StringComparison.Ordinal));

    [Fact]
    public void Its_probes_ask_the_port_where_the_command_answers()
    {
        var container = Feed.Container;
        Assert.Equal(
            ["/health/live http", "/health/ready http", "/health/live http"],
            new[] { container.StartupProbe, container.ReadinessProbe, container.LivenessProbe }
                .Select(probe => $"{probe.HttpGet.Path} {probe.HttpGet.Port.Value}"));
        Assert.Contains($"--port={Assert.Single(container.Ports).ContainerPort}", container.Args);
    }

    [Fact]
    public void Its_arguments_and_variables_are_those_of_the_command()
    {
        Assert.Empty(new RootCommand("test") { FollowCommand.Create() }.Parse([.. Feed.Container.Args]).Errors);
        Assert.Equal(
            [
                "ConnectionStrings__RabbitMq", "OTEL_EXPORTER_OTLP_ENDPOINT", Statsctl.Api.KeyVariable, FollowCommand.SourcesVariable,
                SourceOptions.TokenVariable,
            ],
            Added.Value.Settings(Feed).Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Its_sources_can_be_opened() => Assert.NotEmpty(ResultSources.Open(
        Added.Value.Settings(Feed)[FollowCommand.SourcesVariable].Split(' '), new SourceOptions { FootballDataOrgToken = "token" }));

    [Fact]
    public void It_connects_as_the_user_that_may_only_publish() => Assert.Equal(
        BrokerUser.Feed, new Uri(Added.Value.Settings(Feed)["ConnectionStrings__RabbitMq"]).UserInfo.Split(':')[0]);

    [Fact]
    public void One_pod_at_a_time_follows()
    {
        var spec = Added.Value.One<V1Deployment>("feed").Spec;
        Assert.Equal(1, spec.Replicas);
        Assert.Equal("Recreate", spec.Strategy.Type);
    }

    [Theory]
    [InlineData("to-feed", "stats-web may not connect to port 8080 of feed")]
    [InlineData("from-stats-web-to-feed", "feed takes no connection of stats-web")]
    public void StatsWeb_reads_its_scoreboard_as_the_policies_allow(string policy, string finding)
    {
        var manifests = Overlay.Load(Overlay.Everything);
        Assert.Equal("http://feed", manifests.Settings(manifests.WorkloadNamed("stats-web"))["Scoreboard__Address"]);
        Assert.Empty(ManifestNetwork.Findings(manifests));

        var others = manifests.Objects.Where(item => item.Metadata.Name != policy);

        Assert.Equal([finding], ManifestNetwork.Findings(manifests with { Objects = [.. others] }));
    }

    [Fact]
    public void A_feed_without_a_Service_is_found()
    {
        var manifests = Overlay.Load(Overlay.Everything);

        var others = manifests.Objects.Where(item => item is not V1Service { Metadata.Name: "feed" });

        Assert.Equal(
            ["stats-web may not connect to port 80 of feed"], ManifestNetwork.Findings(manifests with { Objects = [.. others] }));
    }

    private static Manifests Load()
    {
        using var files = new TemporaryFiles();
        string Relative(string folder) => Path.GetRelativePath(files.Folder, folder);
        files.Write(
            "kustomization.yaml",
            $"resources: [{Relative(Overlay.Folder(Overlay.Production))}]\ncomponents: [{Relative(Checkout.PathOf(Component))}]\n");
        var secret = new V1Secret
        {
            ApiVersion = "v1",
            Kind = "Secret",
            Metadata = new() { Name = Path.GetFileName(Example).Replace(".example.env", ""), NamespaceProperty = "stats" },
            StringData = Checkout.Read(Example).Split('\n').Where(line => line.Length > 0 && line[0] != '#')
                .Select(line => line.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]),
        };
        return new Manifests([.. Overlay.Read(Kustomize.Build(files.Folder)), secret], 0);
    }
}
