using Stats.Contracts;
using Stats.Tests.Replay;
using Statsctl.Results;

namespace Stats.Tests.Results;

public sealed class ClubIdsTests : FileTests
{
    [Theory]
    [InlineData("Manchester City", "Manchester City FC", "Man City")]
    [InlineData("Nottingham Forest", "Nottingham Forest FC", "Nott'm Forest")]
    [InlineData("Wolverhampton Wanderers", "Wolverhampton Wanderers FC", "Wolves")]
    public void English_clubs_have_one_id_in_all_sources(params string[] names) => Assert.Single(IdsOf("en.1", names));

    [Theory]
    [InlineData("de.1", "FC Bayern München", "Bayern München", "Bayern Munich")]
    [InlineData("de.1", "Eintracht Frankfurt", "Ein Frankfurt")]
    [InlineData("de.1", "Borussia Mönchengladbach", "Bor. Mönchengladbach", "M'gladbach")]
    [InlineData("de.1", "TSG 1899 Hoffenheim", "1899 Hoffenheim", "TSG Hoffenheim", "Hoffenheim")]
    [InlineData("es.1", "Club Atlético de Madrid", "Atlético Madrid", "Ath Madrid")]
    [InlineData("es.1", "Athletic Club", "Ath Bilbao")]
    [InlineData("it.1", "FC Internazionale Milano", "Inter")]
    [InlineData("fr.1", "Paris Saint-Germain FC", "Paris Saint-Germain", "Paris SG")]
    [InlineData("fr.1", "AS Saint-Étienne", "St Etienne")]
    public void Clubs_of_other_leagues_have_one_id_in_all_sources(string competition, params string[] names) =>
        Assert.Single(IdsOf(competition, names));

    [Fact]
    public void The_clubs_of_the_sample_season_keep_their_ids()
    {
        var ids = Ids("en.1");
        Assert.All(
            SampleSeason.Matches.Select(match => match.Result.HomeClub), club => Assert.Equal(club.Id, ids.Of(club.Name).Id));
        Assert.Equal("swansea", ids.Of("Swansea City AFC").Id);
    }

    [Fact]
    public void A_name_without_an_alias_is_folded() => Assert.Equal(new Club("brondby-if", "Brøndby IF"), Ids("dk.1").Of("Brøndby IF"));

    [Theory]
    [InlineData("Manchester City FC")]
    [InlineData("Man City")]
    public void An_id_in_use_stays_for_all_names_of_the_club(string name)
    {
        Club[] held = [new("manchester-city-fc", "Manchester City FC")];
        Assert.Equal("manchester-city-fc", Ids("en.1", held).Of(name).Id);
        Assert.Equal("manchester-city-fc", Ids("en.1", [], held).Of(name).Id);
    }

    [Fact]
    public void An_id_that_was_folded_differently_before_stays() =>
        Assert.Equal("brndby-if", Ids("dk.1", [new Club("brndby-if", "Brøndby IF")]).Of("Brøndby IF").Id);

    [Fact]
    public void The_ids_of_another_feed_are_recognised_by_their_names() =>
        Assert.Equal("club-17", Ids("en.1", [new Club("club-17", "Arsenal")]).Of("Arsenal FC").Id);

    [Fact]
    public void Of_two_ids_in_use_the_plain_one_is_meant()
    {
        Club[] held = [new("manchester-city", "Manchester City"), new("manchester-city-fc", "Manchester City FC")];
        Assert.Equal("manchester-city", Ids("en.1", held).Of("Man City").Id);
    }

    [Fact]
    public void A_given_alias_decides_first()
    {
        var path = Files.Write("aliases.csv", "competition,name,id,display_name\nen.*,Arsenal FC,gunners,The Arsenal\n");
        var ids = new ClubIds("en.1", ClubAliases.Read(path), ClubAliases.Shipped, [new Club("arsenal", "Arsenal")], []);
        Assert.Equal(new Club("gunners", "The Arsenal"), ids.Of("Arsenal FC"));
        Assert.Equal("arsenal", ids.Of("Arsenal").Id);
    }

    [Fact]
    public void The_narrowest_pattern_decides_and_the_display_name_may_be_left_out()
    {
        var path = Files.Write("aliases.csv", "competition,name,id\n*,A,all\nen.*,A,english\nen.1,A,first\n");
        var aliases = ClubAliases.Read(path);
        Assert.Equal(["first", "english", "all"], new[] { "en.1", "en.2", "de.1" }.Select(id => aliases.Find(id, "A")!.Id));
        Assert.Equal("A", aliases.Find("en.1", "A")!.DisplayName);
        Assert.Null(aliases.Find("en.1", "B"));
    }

    [Theory]
    [InlineData("competition,name\nen.1,A\n", 1, "no column 'id'")]
    [InlineData("competition,name,id\nen.1,A,a b\n", 2, "an id of")]
    [InlineData("competition,name,id\nen.1,A,\n", 2, "an id of")]
    [InlineData("competition,name,id\nen 1,A,a\n", 2, "a competition's id")]
    [InlineData("competition,name,id\nen.1,,a\n", 2, "a club's name")]
    [InlineData("competition,name,id\nen.1,A,a\nen.1,A,b\n", 3, "once")]
    public void A_wrong_file_of_aliases_is_reported_with_its_line(string text, int line, string expectation)
    {
        var path = Files.Write("aliases.csv", text);
        AssertUnreadable(path, line, expectation, () => ClubAliases.Read(path));
    }

    private static ClubIds Ids(string competition, Club[]? inSeason = null, Club[]? inCompetition = null) =>
        new(competition, ClubAliases.None, ClubAliases.Shipped, inSeason ?? [], inCompetition ?? []);

    private static string[] IdsOf(string competition, string[] names) => [.. names.Select(name => Ids(competition).Of(name).Id).Distinct()];
}
