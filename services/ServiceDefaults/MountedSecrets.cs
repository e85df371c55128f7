using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.FileProviders;

namespace ServiceDefaults;

/// <summary>Settings in mounted files, one a file, followed while the service runs: what it takes while running (the API's keys) needs no restart.</summary>
internal static class MountedSecrets
{
    /// <param name="configuration">Where they are added, above what is there already.</param>
    /// <param name="folder">Where they are mounted; it need not be there.</param>
    public static void AddMountedSecrets(this IConfigurationBuilder configuration, string folder)
    {
        if (!Directory.Exists(folder))
            return;
        configuration.AddKeyPerFile(source =>
        {
            // Kubernetes changes a mounted Secret by swapping a hidden symbolic link, which raises no event for the files: look every few seconds.
            source.FileProvider = new PhysicalFileProvider(folder) { UsePollingFileWatcher = true, UseActivePolling = true };
            source.ReloadOnChange = true;
            source.Optional = true;
        });
    }
}
