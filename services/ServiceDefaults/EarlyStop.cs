using System.Reflection;
using System.Runtime.InteropServices;

namespace ServiceDefaults;

/// <summary>
/// Handles a SIGTERM that arrives before the host does, so that a service that is stopped while it starts ends at once with 0. Otherwise
/// the signal would end it with 143, or as a container's first process it would not see the signal and be killed after the grace period.
/// </summary>
internal static class EarlyStop
{
    private static PosixSignalRegistration? _registration;
    private static IHostApplicationLifetime? _host;

    /// <summary>Handles the signal if this process is the service, and not a test that hosts it.</summary>
    public static void HandleIfAlone(string service)
    {
        if (Assembly.GetEntryAssembly()?.GetName().Name == service)
            _registration ??= PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
    }

    /// <summary>From now on, the host ends the process.</summary>
    public static void HandOverTo(IHostApplicationLifetime host) => Volatile.Write(ref _host, host);

    private static void Stop(PosixSignalContext signal)
    {
        signal.Cancel = true;
        if (Volatile.Read(ref _host) is { } host)
            host.StopApplication();
        else
            Environment.Exit(0);
    }
}
