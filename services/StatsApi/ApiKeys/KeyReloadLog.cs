using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace StatsApi.ApiKeys;

/// <summary>Says that keys were changed while running to something that can't be: <see cref="KeyRing"/> is never told of it and keeps those of before.</summary>
internal sealed class KeyReloadLog(IConfiguration configuration, IOptionsFactory<AuthOptions> keys, ILogger<KeyReloadLog> log) : IHostedService, IDisposable
{
    private IDisposable? _listening;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _listening = ChangeToken.OnChange(configuration.GetReloadToken, Look);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _listening?.Dispose();

    private void Look()
    {
        try
        {
            keys.Create(Options.DefaultName);
        }
        catch (OptionsValidationException e)
        {
            Log.KeysNotChanged(log, string.Join(' ', e.Failures));
        }
    }
}
