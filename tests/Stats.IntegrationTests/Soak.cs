namespace Stats.IntegrationTests;

/// <summary>How much is tried: a bounded part at every run, many times that by <c>./stats test --soak</c>.</summary>
internal static class Soak
{
    public static bool IsOn { get; } = Environment.GetEnvironmentVariable("STATS_SOAK") == "1";

    public static int Times(int normally, int soaked) => IsOn ? soaked : normally;
}
