using Microsoft.Extensions.Primitives;

namespace StatsApi.ApiKeys;

/// <summary>Logs invalid changes of the keys at run time. <see cref="KeyRing"/> is not notified, and keeps the previous keys.</summary>
internal sealed class KeyReloadLog(IConfiguration configuration, IOptionsFactory<AuthOptions> keys, ILogger<KeyReloadLog> log)
    : IHostedService, IDisposable
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
