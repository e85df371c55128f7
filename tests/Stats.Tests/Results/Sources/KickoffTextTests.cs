using Statsctl.Results.Sources;

namespace Stats.Tests.Results.Sources;

public sealed class KickoffTextTests
{
    [Theory]
    [InlineData("20:45", "20:45", null)]
    [InlineData("9:05", "09:05", null)]
    [InlineData("20:45:00", "20:45", null)]
    [InlineData("12:00 UTC-7", "12:00", -420)]
    [InlineData("19:30 UTC+2", "19:30", 120)]
    [InlineData("19:45 UTC±0", "19:45", 0)]
    [InlineData("19:45 UTC", "19:45", 0)]
    [InlineData("10:00 UTC+5:30", "10:00", 330)]
    [InlineData("10:00 GMT-0330", "10:00", -210)]
    [InlineData("20:45 CET", "20:45", 60)]
    [InlineData("20:45 CEST", "20:45", 120)]
    [InlineData("15:00  BST", "15:00", 60)]
    public void A_time_may_have_its_offset(string text, string time, int? minutes)
    {
        Assert.True(KickoffText.TryTime(text, out var read, out var offset));
        Assert.Equal(time, $"{read:HH:mm}");
        Assert.Equal(minutes, (int?)offset?.TotalMinutes);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    public void No_text_is_no_time(string? text)
    {
        Assert.True(KickoffText.TryTime(text, out var time, out var offset));
        Assert.Null(time);
        Assert.Null(offset);
    }

    [Theory]
    [InlineData("25:00")]
    [InlineData("8pm")]
    [InlineData("20:45 XYZ")]
    [InlineData("20:45 CST")]
    [InlineData("20:45 IST")]
    [InlineData("20:45 UTC+15")]
    [InlineData("20:45 UTC+1:75")]
    [InlineData("20:45 cet")]
    [InlineData("20:45 UTC +2")]
    public void Another_text_is_refused(string text) => Assert.False(KickoffText.TryTime(text, out _, out _));
}
