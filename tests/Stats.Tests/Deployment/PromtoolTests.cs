using Stats.Tests.Replay;
using static Stats.Tests.Deployment.ObservabilityFiles;

namespace Stats.Tests.Deployment;

public sealed class PromtoolTests
{
    public static TheoryData<string> CaseFiles => new(Cases);

    [Fact(Skip = Promtool.Missing, SkipType = typeof(Promtool), SkipUnless = nameof(Promtool.IsThere))]
    public void Promtool_accepts_the_rules_and_the_settings()
    {
        var (rules, said) = Promtool.Run(Checkout.Root, ["check", "rules", .. Rules]);
        Assert.True(rules == 0, said);

        (var settings, said) = Promtool.Run(Checkout.Root, "check", "config", Prometheus);
        Assert.True(settings == 0, said);
    }

    [Theory(Skip = Promtool.Missing, SkipType = typeof(Promtool), SkipUnless = nameof(Promtool.IsThere))]
    [MemberData(nameof(CaseFiles))]
    public void Each_alert_fires_and_stays_silent_as_its_cases_say(string file)
    {
        var (code, said) = Promtool.Run(Checkout.Root, "test", "rules", file);

        Assert.True(code == 0, said);
    }

    [Theory(Skip = Promtool.Missing, SkipType = typeof(Promtool), SkipUnless = nameof(Promtool.IsThere))]
    [InlineData("broker", "> 0.8", "> 0.9")]
    [InlineData("broker", "absent(up{job=\"rabbitmq\"} == 1)", "absent(up{job=\"rabbitmq\"})")]
    [InlineData("redis", "(redis_up{job=\"redis\"} offset 5m) == 1", "(redis_up{job=\"redis\"} offset 5m) == 2")]
    [InlineData("services", " and on () up{job=\"stats\"} == 1", "")]
    [InlineData("telemetry", "expr: vector(1)", "expr: vector(1) == 2")]
    [InlineData("checks", "barman_cloud_cloudnative_pg_io", "cnpg_collector")]
    [InlineData("checks", "timestamp) > 0", "timestamp)")]
    [InlineData("feed", " and on () last_over_time(stats_follow_polls_total[7d])", "")]
    [InlineData("feed", "300 + 3 *", "300 + 0 *")]
    [InlineData("postgres", "    for: 5m\n        labels: {severity: critical}", "    for: 1h\n        labels: {severity: critical}")]
    public void Promtool_finds_a_rule_that_fires_at_the_wrong_time(string file, string original, string replacement)
    {
        using var files = Changed(file, original, replacement);

        Assert.NotEqual(0, Promtool.Run(files.Folder, "test", "rules", $"rules/tests/{file}.test.yml").Code);
    }

    [Fact(Skip = Promtool.Missing, SkipType = typeof(Promtool), SkipUnless = nameof(Promtool.IsThere))]
    public void Promtool_refuses_a_query_that_it_cannot_read()
    {
        using var files = Changed("services", "absent(stats_feed_oldest_result_seconds)", "absent(stats_feed_oldest_result_seconds");

        Assert.NotEqual(0, Promtool.Run(files.Folder, "check", "rules", "rules/services.yml").Code);
    }

    private static TemporaryFiles Changed(string file, string original, string replacement)
    {
        var rules = Checkout.Read($"{RulesFolder}/{file}.yml");
        Assert.Contains(original, rules);
        var files = new TemporaryFiles();
        files.Write($"rules/{file}.yml", rules.Replace(original, replacement));
        files.Write($"rules/tests/{file}.test.yml", Checkout.Read($"{RulesFolder}/tests/{file}.test.yml"));
        return files;
    }
}
