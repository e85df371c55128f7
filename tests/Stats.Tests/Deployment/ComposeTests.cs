using ServiceDefaults;
using Stats.Tests.Replay;

namespace Stats.Tests.Deployment;

public sealed class ComposeTests
{
    [Fact]
    public void The_compose_file_has_no_findings() => Assert.Empty(ComposeChecks.Findings(ComposeFile.Real()));

    [Fact]
    public void Without_a_profile_only_the_core_system_starts() => Assert.Equal(
        [
            "postgres", "redis", "broker-users", "rabbitmq", "migrate", "topology", "scoring-service", "cache-invalidator", "stats-api",
            "proxy", "stats-web",
        ],
        ComposeFile.Real().Services.Where(service => service.Profiles.Count == 0).Select(service => service.Name));

    [Theory]
    [InlineData("image: redis:7.4", "image: redis", "redis runs redis, which is not a pinned version")]
    [InlineData("image: postgres:17", "image: postgres:latest", "postgres runs postgres:latest")]
    [InlineData("dockerfile: services/StatsApi/Dockerfile", "dockerfile: services/Api/Dockerfile",
        "built from services/Api/Dockerfile, which doesn't exist")]
    [InlineData("image: stats/stats-api:", "image: stats/api:", "runs stats/api, which services/StatsApi/Dockerfile doesn't build")]
    [InlineData("127.0.0.1:${STATS_API_PORT:-8080}", "${STATS_API_PORT:-8080}", "proxy publishes 8080:8080 beyond the loopback")]
    [InlineData("127.0.0.1:${RABBITMQ_PORT", "0.0.0.0:${RABBITMQ_PORT", "rabbitmq publishes 0.0.0.0:5672:5672 beyond the loopback")]
    [InlineData("GRAFANA_PORT:-3000", "GRAFANA_PORT:-9090", "grafana publishes port 9090, which prometheus publishes")]
    [InlineData("STATS_WEB_PORT:-8090}:8080", "STATS_WEB_PORT:-8090}:80", "publishes 80, where its image doesn't listen")]
    [InlineData("      Cors__Origins__0: ${STATS_CORS_ORIGIN:-}\n",
        "      Cors__Origins__0: ${STATS_CORS_ORIGIN:-}\n    ports: [\"127.0.0.1:81:8080\"]\n",
        "stats-api publishes a port itself, so it can't have replicas")]
    [InlineData("mem_limit: 512m", "x-mem_limit: 512m", "migrate has no limit of memory")]
    [InlineData("pids_limit: 512", "x-pids_limit: 512", "postgres has no limit of processes")]
    [InlineData("max-size: 10m", "maxsize: 10m", "grafana keeps its whole log")]
    [InlineData("command: [\"migrate\", \"--roles\"]", "command: [\"migrate\"]",
        "scoring-service connects to PostgreSQL as stats_scoring, which nothing creates")]
    [InlineData("*postgres-scoring", "*postgres-owner", "scoring-service connects to PostgreSQL as stats, which is not its role")]
    [InlineData("      ConnectionStrings__Postgres: *postgres-api", "      ConnectionStrings__Postgres: *postgres-scoring",
        "stats-api connects to PostgreSQL as stats_scoring, which is not its role")]
    [InlineData("  POSTGRES_API_PASSWORD: $", "  POSTGRES_APY_PASSWORD: $",
        "migrate gets POSTGRES_APY_PASSWORD, which is not one of its settings")]
    [InlineData("*rabbitmq-canary", "*rabbitmq-operator",
        "canary connects to the broker as operator:stats-dev-only, which is not its own user")]
    [InlineData("canary-key-0123456789}", "canary-key-012345678}", "canary reads with the key canary-key-012345678, whose hash")]
    [InlineData("/health/ready\"", "/health/live\"", "doesn't report readiness")]
    [InlineData("healthcheck:\n      test: [\"CMD\", \"redis-cli\"", "x-healthcheck:\n      test: [\"CMD\", \"redis-cli\"",
        "redis has no health check")]
    [InlineData("read_only: true", "read_only: false", "scoring-service can write elsewhere than to /tmp")]
    [InlineData("tmpfs: [/tmp]", "tmpfs: [/tmp, /app]", "migrate can write elsewhere than to /tmp")]
    [InlineData("cap_drop: [ALL]", "cap_drop: [NET_RAW]", "stats-api keeps capabilities")]
    [InlineData("hostname: rabbitmq", "privileged: true", "rabbitmq has privileges")]
    [InlineData("\n  security_opt: [\"no-new-privileges:true\"]", "", "cache-invalidator may gain privileges")]
    [InlineData("  stop_grace_period: 60s\n  # Ready", "  stop_grace_period: 40s\n  # Ready", "stats-api is killed after 40 s")]
    [InlineData("  stop_grace_period: 60s\n  # Ready", "  # Ready", "stats-api is killed after 10 s")]
    [InlineData("    working_dir: /files\n", "", "statsctl can't keep files in /app")]
    [InlineData("[\"statsctl-files:/files\"]", "[\"statsctl-files:/file\"]", "statsctl can't keep files in /files")]
    [InlineData("./samples:", "./sample:", "season mounts ./sample, which doesn't exist")]
    [InlineData("\n  rabbitmq-data:\n", "\n", "rabbitmq mounts rabbitmq-data, which doesn't exist")]
    [InlineData("migrate: { condition: service_completed_successfully }", "migration: { condition: service_completed_successfully }",
        "waits for migration to be service_completed_successfully, which never")]
    [InlineData("migrate: { condition: service_completed_successfully }", "migrate: { condition: service_healthy }",
        "waits for migrate to be service_healthy, which never")]
    [InlineData("redis: { condition: service_healthy }", "redis: { condition: service_completed_successfully }",
        "waits for redis to be service_completed_successfully, which never")]
    [InlineData("redis: { condition: service_healthy }", "feed: { condition: service_completed_successfully }",
        "waits for feed to be service_completed_successfully, which never")]
    [InlineData("      topology: { condition: service_completed_successfully }\n", "", "no service waits for topology to end")]
    [InlineData("Auth__Keys__0__Name", "Auth__Key__0__Name", "stats-api gets Auth__Key__0__Name, which is not one of its settings")]
    [InlineData("\n  OTEL_EXPORTER_OTLP_ENDPOINT:", "\n  Scoring__MinQuota: 2\n  OTEL_EXPORTER_OTLP_ENDPOINT:",
        "stats-api gets Scoring__MinQuota, which is not one of its settings")]
    [InlineData("ConnectionStrings__Redis: *redis\n      ConnectionStrings__RabbitMq", "ConnectionStrings__RabbitMq",
        "cache-invalidator gets ConnectionStrings__Postgres, ConnectionStrings__RabbitMq, but needs")]
    [InlineData(
        "ConnectionStrings__RabbitMq: *rabbitmq-invalidator\n    depends_on:\n      redis",
        "ConnectionStrings__Rabbit: *rabbitmq-invalidator\n    depends_on:\n      redis",
        "gets ConnectionStrings__Rabbit, which is not one of its settings")]
    [InlineData("Host=postgres;", "Host=database;", "leads to database, which is no service")]
    [InlineData("@rabbitmq:5672", "@broker:5672", "leads to broker, which is no service")]
    [InlineData("&redis redis:6379", "&redis cache:6379", "leads to cache, which is no service")]
    [InlineData("*rabbitmq-scoring", "*rabbitmq-operator",
        "scoring-service connects to the broker as operator:stats-dev-only, which is not its own user")]
    [InlineData("*rabbitmq-feed", "*rabbitmq-scoring", "feed connects to the broker as scoring:stats-dev-only, which is not its own user")]
    [InlineData("      RABBITMQ_SCORING_PASSWORD: ${RABBITMQ_SCORING_PASSWORD:-stats-dev-only}\n", "",
        "which is not its own user with the password that broker-users sets")]
    [InlineData("RABBITMQ_FEED_PASSWORD: $", "RABBITMQ_FED_PASSWORD: $",
        "broker-users gets RABBITMQ_FED_PASSWORD, which is not one of its settings")]
    [InlineData("stats-dev-only", "stats-dev", "the published password stats-dev is not in PublishedSecrets")]
    [InlineData("STATS_FOLLOW_SOURCES: $", "STATS_FOLLOW: $", "feed gets STATS_FOLLOW, which is not one of its settings")]
    [InlineData("      STATS_API_KEY: $", "      STATS_KEY: $", "feed gets STATS_KEY, which is not one of its settings")]
    [InlineData("\"follow\", \"--api\"", "\"canary\", \"--api\"", "feed gets STATS_FOLLOW_SOURCES, which is not one of its settings")]
    [InlineData("Scoreboard__Address", "Scoreboard__Adress", "stats-web gets Scoreboard__Adress, which is not one of its settings")]
    [InlineData("Secrets__AllowPublished", "Secrets__Published", "stats-api gets Secrets__Published, which is not one of its settings")]
    [InlineData("507636717d", "507636717e", "is not the one whose hash stats-api has")]
    [InlineData("launcher-key-0123456789}", "launcher-key-012345678}", "whose hash stats-api does not have")]
    [InlineData("the key demo-key-0123456789", "the key demo-key-012345678", "the key demo-key-012345678 is not the one")]
    [InlineData("Scopes__0: stats:read", "Scopes__0: stats:write", "the key may not read")]
    [InlineData("RateLimits__PerMinute", "RateLimit__PerMinute", "stats-api gets RateLimit__PerMinute, which is not one of its settings")]
    [InlineData("Cors__Origins__0", "Cors__Origins", "stats-api gets Cors__Origins, which is not one of its settings")]
    [InlineData("${STATS_RATE_LIMIT:-100}", "100", "STATS_RATE_LIMIT of .env.example changes nothing")]
    [InlineData("${STATS_API_PORT:-", "${STATS_PORT:-", "STATS_PORT is not in .env.example")]
    [InlineData("${GRAFANA_PASSWORD:-stats-dev-only}", "stats-dev-only", "GRAFANA_PASSWORD of .env.example changes nothing")]
    [InlineData("${GRAFANA_PASSWORD:-stats-dev-only}", "${GRAFANA_PASSWORD}", "${GRAFANA_PASSWORD} has no default")]
    public void A_fault_in_the_compose_file_is_found(string original, string replacement, string finding)
    {
        var text = Checkout.Read(ComposeFile.Path);
        Assert.Contains(original, text);

        var findings = ComposeChecks.Findings(new ComposeFile(text.Replace(original, replacement)));
        Assert.Contains(findings, found => found.Contains(finding, StringComparison.Ordinal));
    }

    [Fact]
    public void The_proxy_leads_to_the_replicas_of_stats_api_that_are_ready()
    {
        var proxy = Checkout.Read("deploy/haproxy/haproxy.cfg");

        Assert.Contains($"option httpchk GET {Health.ReadyPath}", proxy);
        Assert.Matches(@"server-template replica \d+ stats-api:8080 check ", proxy);
        Assert.Contains("127.0.0.1:8080:8080", ComposeFile.Real().Find("proxy")!.Ports);
    }

    [Theory(Skip = ComposeProgram.Missing, SkipType = typeof(ComposeProgram), SkipUnless = nameof(ComposeProgram.IsThere))]
    [InlineData]
    [InlineData("feed")]
    [InlineData("season")]
    [InlineData("tools", "observability")]
    public void Docker_compose_accepts_the_file(params string[] profiles)
    {
        var (code, output) = ComposeProgram.Run(
            Checkout.Root, [.. profiles.SelectMany(profile => (string[])["--profile", profile]), "config", "--quiet"]);

        Assert.True(code == 0, output);
    }

    [Fact(Skip = ComposeProgram.Missing, SkipType = typeof(ComposeProgram), SkipUnless = nameof(ComposeProgram.IsThere))]
    public void Docker_compose_refuses_a_broken_file()
    {
        using var files = new TemporaryFiles();
        files.Write(ComposeFile.Path, Checkout.Read(ComposeFile.Path).Replace("condition: service_healthy", "condition: service_fine"));

        Assert.NotEqual(0, ComposeProgram.Run(files.Folder, ["config", "--quiet"]).Code);
    }
}
