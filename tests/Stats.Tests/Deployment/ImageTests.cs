namespace Stats.Tests.Deployment;

public sealed class ImageTests
{
    private const string Api = "services/StatsApi/Dockerfile";

    public static TheoryData<string> Dockerfiles => [.. ImageProject.Dockerfiles];

    [Fact]
    public void Every_deployable_has_a_Dockerfile() => Assert.Equal(
        [
            "services/CacheInvalidator/Dockerfile", "services/ScoringService/Dockerfile", Api, "services/StatsWeb/Dockerfile",
            "tools/season/Dockerfile", "tools/statsctl/Dockerfile",
        ],
        ImageProject.Dockerfiles);

    [Theory]
    [MemberData(nameof(Dockerfiles))]
    public void A_Dockerfile_has_no_findings(string path) =>
        Assert.Empty(ImageChecks.Findings(Checkout.Read(path), new ImageProject(path), Checkout.Read(".dockerignore")));

    [Theory]
    [InlineData("libraries/Stats.Store/Stats.Store.csproj ", "", "Stats.Store.csproj is missing when packages are restored")]
    [InlineData("libraries/Stats.Store/packages.lock.json ", "", "Stats.Store/packages.lock.json is missing when packages are restored")]
    [InlineData("Directory.Packages.props ", "", "Directory.Packages.props is missing when packages are restored")]
    [InlineData("COPY services/ReadyToRun.props services/\n", "", "services/ReadyToRun.props is missing when packages are restored")]
    [InlineData(
        "COPY services/StatsApi/StatsApi.csproj",
        "COPY services/CacheInvalidator/CacheInvalidator.csproj services/StatsApi/StatsApi.csproj",
        "CacheInvalidator.csproj is copied but not needed")]
    [InlineData("COPY libraries libraries\n", "", "sources in libraries are missing")]
    [InlineData("COPY services services\n", "COPY services services\nCOPY samples samples\n", ".dockerignore excludes samples")]
    [InlineData("RUN dotnet restore services/StatsApi/StatsApi.csproj\n", "", "doesn't restore services/StatsApi/StatsApi.csproj")]
    [InlineData("FROM ${RUNTIME_IMAGE}", "FROM mcr.microsoft.com/dotnet/aspnet:10.0",
        "no pinned base image that a build argument can replace")]
    [InlineData("aspnet:10.0-alpine", "aspnet:latest", "no pinned base image that a build argument can replace")]
    [InlineData("USER ${APP_UID:-1654}", "USER root", "may run as root")]
    [InlineData("USER ${APP_UID:-1654}", "USER $APP_UID", "may run as root")]
    [InlineData("USER ${APP_UID:-1654}\n", "", "may run as root")]
    [InlineData("/health/live", "/health", "has an unexpected health check")]
    [InlineData("HEALTHCHECK", "# HEALTHCHECK", "has an unexpected health check")]
    [InlineData("EXPOSE 8080", "EXPOSE 80", "doesn't say that it listens on 8080")]
    [InlineData("ASPNETCORE_HTTP_PORTS=8080", "ASPNETCORE_HTTP_PORTS=80", "doesn't set ASPNETCORE_HTTP_PORTS=8080")]
    [InlineData("FormatterName=json", "FormatterName=simple", "doesn't set Logging__Console__FormatterName=json")]
    [InlineData("image.title=\"stats/stats-api\"", "image.title=\"stats-api\"", "label title doesn't say stats/stats-api")]
    [InlineData("image.licenses=\"MIT\"", "image.vendor=\"MIT\"", "label licenses doesn't say MIT")]
    [InlineData("FROM ${RUNTIME_IMAGE}\nARG VERSION=0.0.0-dev\n", "FROM ${RUNTIME_IMAGE}\n", "$VERSION has no value in the last stage")]
    [InlineData("\"StatsApi.dll\"", "\"ScoringService.dll\"", "doesn't start StatsApi.dll")]
    public void A_fault_in_a_Dockerfile_is_found(string original, string replacement, string finding)
    {
        var text = Checkout.Read(Api);
        Assert.Contains(original, text);

        Assert.Contains(
            ImageChecks.Findings(text.Replace(original, replacement), new ImageProject(Api), Checkout.Read(".dockerignore")),
            found => found.Contains(finding, StringComparison.Ordinal));
    }
}
