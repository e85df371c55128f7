using Statsctl.Results;

namespace Stats.Tests.Results;

public sealed class NearestKickoffsTests
{
    [Theory]
    [InlineData("1 9", "9", "1-0")]
    [InlineData("1 9", "2", "0-0")]
    [InlineData("9", "1 8 20", "0-1")]
    [InlineData("10 20", "19 30", "0-0 1-1")]
    [InlineData("10 20", "1 11 19 40", "0-1 1-2")]
    [InlineData("5", "1 9", "0-0")]
    [InlineData("", "1 9", "")]
    public void Meetings_are_paired_with_the_least_difference(string one, string other, string pairs)
    {
        Assert.Equal(pairs, Pairs(Days(one), Days(other), pair => $"{pair.One}-{pair.Other}"));
        Assert.Equal(pairs, Pairs(Days(other), Days(one), pair => $"{pair.Other}-{pair.One}"));
    }

    private static string Pairs(DateTimeOffset[] one, DateTimeOffset[] other, Func<(int One, int Other), string> text) =>
        string.Join(' ', NearestKickoffs.Pair(one, other).Select(text).Order(StringComparer.Ordinal));

    private static DateTimeOffset[] Days(string days) =>
    [
        .. days.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(day => new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddDays(int.Parse(day))),
    ];
}
