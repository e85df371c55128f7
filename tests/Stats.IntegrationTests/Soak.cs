namespace Stats.IntegrationTests;

/// <summary>The number of cases that a test tries. <c>./stats test --soak</c> tries many more.</summary>
internal static class Soak
{
    public static bool IsOn { get; } = Environment.GetEnvironmentVariable("STATS_SOAK") == "1";

    public static int Times(int normally, int soaked) => IsOn ? soaked : normally;
}
