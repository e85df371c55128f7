using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.FileProviders;

namespace ServiceDefaults;

/// <summary>Settings in mounted files, one per file. Those that a service reloads (the API's keys) need no restart.</summary>
internal static class MountedSecrets
{
    /// <param name="configuration">Gets the files as its source of highest priority.</param>
    /// <param name="folder">The mounted folder; it may be missing.</param>
    public static void AddMountedSecrets(this IConfigurationBuilder configuration, string folder)
    {
        if (!Directory.Exists(folder))
            return;
        configuration.AddKeyPerFile(source =>
        {
            // Kubernetes updates a mounted Secret by swapping a hidden symbolic link, which raises no file event: poll every few seconds.
            source.FileProvider = new PhysicalFileProvider(folder) { UsePollingFileWatcher = true, UseActivePolling = true };
            source.ReloadOnChange = true;
            source.Optional = true;
        });
    }
}
