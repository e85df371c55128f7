using Season.Replay;

namespace Stats.Tests.Replay;

public sealed class PaceTests
{
    [Theory]
    [InlineData(null, null, 0)]
    [InlineData(50.0, null, 2)]
    [InlineData(null, 3600.0, 3)]
    [InlineData(null, 1.0, 10_800)]
    public void A_message_is_due_by_the_rate_or_by_the_speed(double? rate, double? speed, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), new Pace(rate, speed).Due(100, TimeSpan.FromHours(3)));
}
