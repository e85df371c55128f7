using FsCheck;
using FsCheck.Fluent;
using Statsctl.Results;
using Statsctl.Results.Sources;

namespace Stats.Tests.Results;

/// <summary>After a source is applied, the system has exactly the results of the source.</summary>
public sealed class ApplyTwiceTests
{
    private static readonly Gen<SourceMatch> Matches =
        from clubs in Gen.Elements("Ants Bees", "Bees Ants", "Ants Cats")
        from day in Gen.Choose(1, 6)
        from hour in Gen.Elements("15:00", "18:00")
        from status in Gen.Elements("finished", "finished", "finished", "awarded", "postponed", "scheduled", "cancelled")
        from round in Gen.Elements("", " #1", " #2")
        from home in Gen.Choose(0, 2)
        let home1 = clubs.Split(' ')[0]
        let away1 = clubs.Split(' ')[1]
        select SourceSeasons.Match($"2026-03-{day:00} {hour} {home1} {home}-1 {away1} {status}{round}", $"xx.1.json:{clubs} {day} {home}");

    private static readonly Gen<SourceMatch[]> Sources = Gen.Choose(1, 6).SelectMany(n => Gen.ArrayOf(Matches, n));

    private static readonly Gen<(SourceMatch[] First, SourceMatch[] Second, SourceMatch[] Shuffled)> Pairs =
        from first in Sources
        from second in Sources
        from shuffled in Gen.Shuffle(second)
        select (first, second, shuffled);

    [Fact]
    public void A_source_that_was_applied_plans_nothing() => Check(pair =>
    {
        var system = new SimulatedSystem();
        system.Apply(SourceSeasons.Of(pair.First));
        system.Apply(SourceSeasons.Of(pair.Second));
        return system.Plan(SourceSeasons.Of(pair.Shuffled)).Changes.Count == 0;
    });

    [Fact]
    public void After_another_source_the_system_holds_what_the_last_one_says() => Check(pair =>
    {
        var (both, alone) = (new SimulatedSystem(), new SimulatedSystem());
        both.Apply(SourceSeasons.Of(pair.First));
        both.Apply(SourceSeasons.Of(pair.Second), VoidMissing);
        alone.Apply(SourceSeasons.Of(pair.Second));
        return both.Results.SequenceEqual(alone.Results);
    });

    [Fact]
    public void The_order_in_a_source_does_not_matter() => Check(pair =>
    {
        var (one, other) = (new SimulatedSystem(), new SimulatedSystem());
        one.Apply(SourceSeasons.Of(pair.First));
        other.Apply(SourceSeasons.Of(pair.First));
        one.Apply(SourceSeasons.Of(pair.Second), VoidMissing);
        other.Apply(SourceSeasons.Of(pair.Shuffled), VoidMissing);
        return one.Held.Matches.SequenceEqual(other.Held.Matches);
    });

    private static PlanOptions VoidMissing(PlanOptions options) => options with { VoidMissing = true };

    private static void Check(Func<(SourceMatch[] First, SourceMatch[] Second, SourceMatch[] Shuffled), bool> holds) =>
        Prop.ForAll(Arb.From(Pairs, Shrunk), holds).Check(Config.QuickThrowOnFailure.WithMaxTest(1000).WithReplay(1, 1));

    private static IEnumerable<(SourceMatch[], SourceMatch[], SourceMatch[])> Shrunk(
        (SourceMatch[] First, SourceMatch[] Second, SourceMatch[] Shuffled) pair)
    {
        for (var n = 0; n < pair.First.Length && pair.First.Length > 1; n++)
            yield return ([.. pair.First.Where((_, i) => i != n)], pair.Second, pair.Shuffled);
        foreach (var match in pair.Second.Length > 1 ? pair.Second : [])
        {
            yield return (
                pair.First,
                [.. pair.Second.Where(other => !ReferenceEquals(other, match))],
                [.. pair.Shuffled.Where(other => !ReferenceEquals(other, match))]);
        }
    }
}
