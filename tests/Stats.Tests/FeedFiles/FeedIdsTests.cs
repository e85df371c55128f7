using Statsctl.Feed;

namespace Stats.Tests.FeedFiles;

public sealed class FeedIdsTests
{
    [Theory]
    [InlineData("Arsenal", "arsenal")]
    [InlineData("FC Bayern München", "fc-bayern-munchen")]
    [InlineData("1. FC Köln", "1-fc-koln")]
    [InlineData("Brighton & Hove Albion", "brighton-hove-albion")]
    [InlineData("BSC Young Boys (SUI)", "bsc-young-boys-sui")]
    [InlineData("Atlético de Madrid", "atletico-de-madrid")]
    [InlineData("Atle\u0301tico", "atletico")]
    [InlineData("Beşiktaş JK", "besiktas-jk")]
    [InlineData("  - A.F.C. -  ", "a-f-c")]
    [InlineData("Queen's Park", "queen-s-park")]
    [InlineData("Non\u00A0breaking", "non-breaking")]
    [InlineData("ﬁfteen ½ Ⅻ Ｆｕｌｌ", "fifteen-12-xii-full")]
    public void A_club_id_is_the_name_in_lower_case_ASCII(string name, string id) => Assert.Equal(id, FeedIds.Club(name));

    [Theory]
    [InlineData("Brøndby IF", "brondby-if")]
    [InlineData("Preußen Münster", "preussen-munster")]
    [InlineData("Þór Akureyri", "thor-akureyri")]
    [InlineData("FC Nordsjælland", "fc-nordsjaelland")]
    [InlineData("Œuvre", "oeuvre")]
    [InlineData("Đinh Điện", "dinh-dien")]
    [InlineData("Kasımpaşa SK", "kasimpasa-sk")]
    [InlineData("Śląsk Wrocław", "slask-wroclaw")]
    public void No_Latin_letter_is_lost(string name, string id) => Assert.Equal(id, FeedIds.Club(name));

    [Theory]
    [InlineData("Спартак Москва", "spartak-moskva")]
    [InlineData("Шахтёр", "shakhter")]
    [InlineData("Сельта", "selta")]
    [InlineData("Ολυμπιακός", "olympiakos")]
    [InlineData("北京国安", "beijingguoan")]
    [InlineData("서울", "seoul")]
    public void Other_scripts_become_Latin_letters(string name, string id) => Assert.Equal(id, FeedIds.Club(name));

    [Theory]
    [InlineData("Queen’s Park", "queens-park")]
    [InlineData("Queen´s Park", "queen-s-park")]
    [InlineData("Rot–Weiss", "rotweiss")]
    [InlineData("«A»", "a")]
    [InlineData("½ Liter", "12-liter")]
    [InlineData("!?", "")]
    public void Punctuation_leaves_no_letter(string name, string id) => Assert.Equal(id, FeedIds.Club(name));

    [Theory]
    [InlineData("en.1", "en.1")]
    [InlineData("2015-16", "2015-16")]
    [InlineData("Premier League", "premier-league")]
    public void A_name_that_is_a_valid_id_is_kept_and_any_other_is_converted(string name, string id) =>
        Assert.Equal(id, FeedIds.Named(name));

    [Fact]
    public void Only_later_meetings_are_numbered()
    {
        Assert.Equal("at.1.2015-16.a.b", FeedIds.Match("at.1", "2015-16", "a", "b"));
        Assert.Equal("at.1.2015-16.a.b.2", FeedIds.Match("at.1", "2015-16", "a", "b", meeting: 2));
    }
}
