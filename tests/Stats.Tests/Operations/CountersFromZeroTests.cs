using System.Diagnostics.Metrics;
using Messaging;
using Microsoft.Extensions.DependencyInjection;
using ServiceDefaults;
using Stats.Contracts;
using Stats.Contracts.Feed;

namespace Stats.Tests.Operations;

/// <summary>An alert on the increase of a counter needs its series to exist before the first increase.</summary>
public sealed class CountersFromZeroTests
{
    [Fact]
    public void Known_values_are_exported_as_zero_before_anything_is_counted()
    {
        var counts = new AttributedCounts<string>(type => [new("type", type)], ["a", "b"]);
        Assert.Equal(["a 0", "b 0"], Exported(counts));

        counts.Add("b", 2);
        counts.Add("c", 1);

        Assert.Equal(["a 0", "b 2", "c 1"], Exported(counts));
    }

    [Fact]
    public void Each_reason_of_a_refusal_is_exported_as_zero_for_each_queue()
    {
        var reasons = typeof(Refusal).GetFields()
            .Where(field => !field.Name.EndsWith("Header", StringComparison.Ordinal))
            .Select(field => (string)field.GetRawConstantValue()!)
            .Concat(["unconfirmed", "error"]);

        Assert.Equal(Queues.All.SelectMany(queue => reasons.Select(reason => $"{queue.Name} {reason} 0")).Order(), Refusals().Order());
    }

    private static IEnumerable<string> Exported(AttributedCounts<string> counts) =>
        counts.Observe().Select(count => $"{count.Tags[0].Value} {count.Value}").Order(StringComparer.Ordinal);

    private static List<string> Refusals()
    {
        using var provider = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var meters = provider.GetRequiredService<IMeterFactory>();
        _ = new MessagingDiagnostics(meters);
        var exported = new List<string>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, mine) =>
        {
            if (instrument.Meter.Scope == meters)
                mine.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, count, tags, _) => exported.Add($"{tags[0].Value} {tags[1].Value} {count}"));
        listener.Start();
        listener.RecordObservableInstruments();
        return exported;
    }
}
