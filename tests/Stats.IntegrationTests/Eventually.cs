using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Stats.IntegrationTests;

/// <summary>Waits for a condition. After a time limit, the test fails with the condition as it is written in the test.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <param name="otherwise">Adds what the test sees to the message of the failure.</param>
    /// <param name="limit">The time limit, by default 30 seconds.</param>
    /// <param name="text">The condition in the source code.</param>
    public static async Task HoldsAsync(
        Func<Task<bool>> condition,
        Func<string>? otherwise = null,
        TimeSpan? limit = null,
        [CallerArgumentExpression(nameof(condition))] string text = "")
    {
        var (began, most) = (Stopwatch.GetTimestamp(), limit ?? Limit);
        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(began) > most)
                Assert.Fail($"This did not become true within {most.TotalSeconds} s: {text} {otherwise?.Invoke()}");
            await Task.Delay(20);
        }
    }

    public static Task HoldsAsync(
        Func<bool> condition,
        Func<string>? otherwise = null,
        TimeSpan? limit = null,
        [CallerArgumentExpression(nameof(condition))] string text = "") =>
        HoldsAsync(() => Task.FromResult(condition()), otherwise, limit, text);
}
