using Stats.Contracts;
using Statsctl.Results;

namespace Stats.Tests.Results;

public sealed class ChangeOutcomeTests
{
    private static readonly HeldMatch After = new(
        "m", "xx.1", "2025-26", new Club("a", "A"), new Club("b", "B"), new DateTimeOffset(2026, 3, 14, 15, 0, 0, TimeSpan.Zero), false, 2,
        new Score(new Goals(2, 1)));

    private static readonly PlannedChange Change = new(ChangeKind.Corrected, After, "", []);

    [Fact]
    public void A_lower_revision_is_not_decided() => Assert.True(Outcome(After with { Revision = 1 }) is (false, null));

    [Fact]
    public void The_same_content_under_any_names_is_in_force() =>
        Assert.True(Outcome(After with { HomeClub = new Club("a", "The A") }) is (true, null));

    [Fact]
    public void Another_content_under_the_revision_means_that_the_change_was_refused()
    {
        Assert.True(Outcome(After with { Voided = true }) is (true, "another content is in force under revision 2"));
        Assert.True(Outcome(After with { Score = new Score(new Goals(2, 2)) }) is (true, not null));
    }

    [Fact]
    public void A_higher_revision_is_of_another_feed() =>
        Assert.True(Outcome(After with { Revision = 3 }) is (true, "another feed published revision 3 meanwhile"));

    private static (bool IsDecided, string? Refusal) Outcome(HeldMatch held) => ChangeOutcome.Of(Change, held);
}
