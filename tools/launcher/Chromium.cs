namespace Launcher;

/// <summary>Debian's Chromium, which <c>.ci/run</c> installs.</summary>
public static class Chromium
{
    public const string Missing =
        "There is no /usr/bin/chromium: install the package chromium (.ci/run does), or set STATS_CHROMIUM to another one.";

    public static string Path { get; } =
        Environment.GetEnvironmentVariable("STATS_CHROMIUM") is { Length: > 0 } given ? given : "/usr/bin/chromium";

    public static bool IsThere { get; } = File.Exists(Path);

    /// <summary>Options that keep it from the network and from the screen.</summary>
    public static IReadOnlyList<string> Options { get; } =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
    ];
}
