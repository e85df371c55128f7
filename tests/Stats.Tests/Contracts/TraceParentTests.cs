using MassTransit.Serialization;
using Messaging;

namespace Stats.Tests.Contracts;

public sealed class TraceParentTests
{
    [Theory]
    [InlineData(512, true)]
    [InlineData(513, false)]
    public void An_overlong_tracestate_is_dropped_and_the_trace_continues(int length, bool kept)
    {
        var state = $"a={new string('x', length - 2)}";
        var context = TraceParent.Of(new DictionarySendHeaders(new Dictionary<string, object?>
        {
            ["traceparent"] = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            ["tracestate"] = state,
        }));
        Assert.Equal("0af7651916cd43dd8448eb211c80319c", context?.TraceId.ToHexString());
        Assert.Equal(kept ? state : null, context?.TraceState);
    }
}
