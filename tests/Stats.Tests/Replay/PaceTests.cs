using Season.Replay;

namespace Stats.Tests.Replay;

public sealed class PaceTests
{
    [Theory]
    [InlineData(null, null, 0)]
    [InlineData(50.0, null, 2)]
    [InlineData(null, 3600.0, 3)]
    [InlineData(null, 1.0, 10_800)]
    public void The_hundredth_message_three_hours_later_is_due(double? rate, double? speed, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), new Pace(rate, speed).Due(100, TimeSpan.FromHours(3)));
}
