using Stats.Contracts;

namespace Stats.Tests.Contracts;

public sealed class NearestTests
{
    private static readonly string[] Known = ["season", "club", "limit", "minVersion", "-h"];

    [Theory]
    [InlineData("sesaon", "season")]
    [InlineData("SEASON", "season")]
    [InlineData("seasons", "season")]
    [InlineData("min_version", "minVersion")]
    [InlineData("minversoin", "minVersion")]
    [InlineData("clb", "club")]
    [InlineData("status", null)]
    [InlineData("minPredictions", null)]
    [InlineData("sort", null)]
    [InlineData("cl", null)]
    [InlineData("-x", null)]
    [InlineData("", null)]
    public void A_name_is_near_if_one_letter_in_four_is_wrong_at_most(string name, string? meant) =>
        Assert.Equal(meant, Nearest.To(name, Known));

    [Fact]
    public void Nothing_is_near_where_nothing_is_known() => Assert.Null(Nearest.To("season", []));
}
