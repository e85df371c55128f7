using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ServiceDefaults;
using StatsApi.ApiKeys;
using static Stats.Tests.Api.KeyRingTests;

namespace Stats.Tests.Api;

/// <summary>Keys change while the service runs. The files are laid out like a Kubernetes Secret: a link to a folder is swapped.</summary>
public sealed class KeyReloadTests : IDisposable
{
    private readonly DirectoryInfo _mount = Directory.CreateTempSubdirectory("stats-secrets-");
    private int _version;

    [Fact]
    public async Task A_changed_secret_takes_effect_without_a_restart_and_an_invalid_one_is_rejected_and_logged()
    {
        Mount(("old", Sha256Of("old")));
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddMountedSecrets(_mount.FullName);
        var lines = new LogLines();
        builder.Logging.ClearProviders().AddProvider(lines);
        builder.AddKeys();
        // Only the service that watches the configuration is started, not the web server.
        builder.Services.AddRouting();
        await using var app = builder.Build();
        var changes = app.Services.GetServices<IHostedService>().OfType<KeyReloadLog>().Single();
        await changes.StartAsync(CancellationToken.None);
        var ring = app.Services.GetRequiredService<KeyRing>();
        Assert.NotNull(Find("old"));

        Mount(("old", Sha256Of("old")), ("new", Sha256Of("new")));
        await UntilAsync(() => Find("new") is not null);
        Assert.NotNull(Find("old"));

        Mount(("new", "no hash"));
        await UntilAsync(() => Logged("Auth__Keys__0__Sha256 must be 64 hexadecimal digits"));
        Assert.NotNull(Find("new"));
        Assert.NotNull(Find("old"));

        Mount(("new", Sha256Of("demo-key-0123456789")));
        await UntilAsync(() => Logged("Auth__Keys__0__Sha256 has the hash of a key, which Stats publishes"));
        Assert.Null(Find("demo-key-0123456789"));
        Assert.NotNull(Find("old"));

        Mount(("new", Sha256Of("new")));
        await UntilAsync(() => Find("old") is null);
        Assert.NotNull(Find("new"));

        ApiKey? Find(string token) => ring.Find(token, TimeProvider.System.GetUtcNow());

        bool Logged(string text) => lines.Any(line => line.Contains(text, StringComparison.Ordinal));
    }

    public void Dispose() => _mount.Delete(recursive: true);

    private void Mount(params (string Name, string Sha256)[] keys)
    {
        var folder = _mount.CreateSubdirectory($"..version-{++_version}");
        for (var n = 0; n < keys.Length; n++)
        {
            Write(folder, $"Auth__Keys__{n}__Name", keys[n].Name);
            Write(folder, $"Auth__Keys__{n}__Sha256", keys[n].Sha256);
            Write(folder, $"Auth__Keys__{n}__Scopes__0", KeyRing.ReadScope);
        }
        var (data, next) = (Path.Combine(_mount.FullName, "..data"), Path.Combine(_mount.FullName, "..data_tmp"));
        File.CreateSymbolicLink(next, folder.Name);
        // rename(2) replaces the old link atomically. .NET can't move a link to a folder.
        Process.Start("mv", ["-T", next, data]).WaitForExit();
        foreach (var file in folder.GetFiles().Where(file => !File.Exists(Path.Combine(_mount.FullName, file.Name))))
            File.CreateSymbolicLink(Path.Combine(_mount.FullName, file.Name), Path.Combine("..data", file.Name));
        foreach (var link in _mount.GetFiles("Auth__*").Where(link => !File.Exists(Path.Combine(folder.FullName, link.Name))))
            link.Delete();
    }

    private static void Write(DirectoryInfo folder, string name, string text) =>
        File.WriteAllText(Path.Combine(folder.FullName, name), text);

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!condition())
            await Task.Delay(100, limit.Token);
    }
}
