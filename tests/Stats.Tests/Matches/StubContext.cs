using System.Reflection;
using MassTransit;
using Stats.Contracts;

namespace Stats.Tests.Matches;

/// <summary>MassTransit's context of a received message, without a broker.</summary>
public class StubContext : DispatchProxy
{
    private readonly Dictionary<Type, object> _payloads = [];
    private FeedMessage? _message;
    private ReceiveContext? _received;

    internal static ConsumeContext<FeedMessage> Of(string match)
    {
        var received = Create<ReceiveContext, StubContext>();
        var context = Create<ConsumeContext<FeedMessage>, StubContext>();
        var stub = (StubContext)(object)context;
        (stub._message, stub._received) = (new MatchVoided(match, 1, "", DateTimeOffset.UnixEpoch), received);
        return context;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod!.Name switch
    {
        "get_Message" => _message,
        "get_ReceiveContext" => _received,
        "get_CancellationToken" => CancellationToken.None,
        nameof(PipeContext.HasPayloadType) => _payloads.ContainsKey((Type)args![0]!),
        nameof(PipeContext.GetOrAddPayload) => _payloads[targetMethod.ReturnType] = ((Delegate)args![0]!).DynamicInvoke()!,
        _ => null,
    };
}
