using Statsctl.Results;

namespace Stats.Tests.Results;

public sealed class ClubListTests
{
    [Theory]
    [InlineData("Manchester City FC", "manchester-city")]
    [InlineData("1. FC Köln", "koln")]
    [InlineData("Bayer 04 Leverkusen", "bayer-leverkusen")]
    [InlineData("AFC", "afc")]
    public void A_name_is_compared_without_abbreviations_and_numbers(string name, string normalized) =>
        Assert.Equal(normalized, ClubNames.Normalized(name));

    [Theory]
    [InlineData("manchester-city", "manchester-city", true)]
    [InlineData("manchester-city", "manchestr-city", true)]
    [InlineData("manchester-city", "manchaster-city", true)]
    [InlineData("manchester-city", "manchester-citys", true)]
    [InlineData("manchester-city", "manchester-united", false)]
    [InlineData("ajax", "ajux", false)]
    public void Long_names_may_differ_in_one_letter(string one, string other, bool alike)
    {
        Assert.Equal(alike, ClubNames.AreAlike(one, other));
        Assert.Equal(alike, ClubNames.AreAlike(other, one));
    }

    [Fact]
    public void The_file_has_each_name_with_its_id_and_the_likely_duplicates()
    {
        var season = SourceSeasons.Of(
            "2026-03-14 Alpha_FC 2-1 Beta", "2026-03-15 Gamma 0-0 Alpha", "2026-03-16 Beta,_the 1-1 Gamma", "2026-03-17 !! - Gamma");
        Assert.Equal(
            [
                "competition,name,id,display_name",
                "xx.1,!!,,!!",
                "xx.1,Alpha,alpha,Alpha",
                "xx.1,Alpha FC,alpha-fc,Alpha FC",
                "xx.1,Beta,beta,Beta",
                "xx.1,\"Beta, the\",beta-the,\"Beta, the\"",
                "xx.1,Gamma,gamma,Gamma",
                "# xx.1: 'Alpha' and 'Alpha FC' are likely one club: give both the same id.",
            ],
            ClubsCommand.Lines(ClubList.Of([season], ClubAliases.None, ClubAliases.Shipped)));
    }

    [Fact]
    public void Clubs_that_play_each_other_and_known_aliases_are_no_duplicates()
    {
        var opponents = SourceSeasons.Of("2026-03-14 Alpha_FC 2-1 Alpha_SC");
        Assert.Empty(ClubList.Of([opponents], ClubAliases.None, ClubAliases.Shipped).Duplicates);
        var known = SourceSeasons.Of("2026-03-14 Arsenal_FC 2-1 Everton", "2026-03-14 Everton 2-1 Arsenal");
        known = known with { Competition = known.Competition with { Id = "en.1" } };
        Assert.Empty(ClubList.Of([known], ClubAliases.None, ClubAliases.Shipped).Duplicates);
    }
}
