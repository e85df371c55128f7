using Messaging;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Stats.Tests.Api;

namespace Stats.Tests.Operations;

public sealed class ConsumersTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly ManualTime _time = new(DateTimeOffset.UnixEpoch);
    private readonly Consumers _consumers;

    public ConsumersTests() => _consumers = new(_time);

    [Fact]
    public async Task A_process_is_unhealthy_after_a_minute_without_consumers_until_they_are_back()
    {
        Assert.True(await IsAliveAfterAsync(59, areGone: true));
        Assert.False(await IsAliveAfterAsync(2, areGone: true));
        Assert.True(await IsAliveAfterAsync(1, areGone: false));
    }

    [Fact]
    public async Task The_minute_restarts_if_the_consumers_were_back_in_between()
    {
        Assert.True(await IsAliveAfterAsync(59, areGone: true));
        Assert.True(await IsAliveAfterAsync(1, areGone: false));
        Assert.True(await IsAliveAfterAsync(59, areGone: true));
    }

    private async Task<bool> IsAliveAfterAsync(int seconds, bool areGone)
    {
        for (var second = 0; second < seconds; second++)
        {
            _consumers.Note(areGone);
            _time.Pass(Second);
        }
        return (await new ConsumersCheck(_consumers).CheckHealthAsync(new HealthCheckContext())).Status == HealthStatus.Healthy;
    }
}
