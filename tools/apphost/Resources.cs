using Launcher;

namespace AppHost;

/// <summary>The planned programs as resources of Aspire.</summary>
internal static class Resources
{
    /// <summary>Adds the migration, then the services, then the replay: each waits for those before it.</summary>
    public static void Add(IDistributedApplicationBuilder builder, Servers servers, SystemPlan plan, ChildStart replay)
    {
        var migration = Add(builder, servers, plan.Migration.Name, plan.Migration);
        var season = Add(builder, servers, replay.Name, replay);
        foreach (var planned in plan.Services)
        {
            var service = Add(builder, servers, planned.Name, planned.Start)
                .WithHttpEndpoint(port: planned.Address.Port, isProxied: false)
                .WithHttpHealthCheck("/health/ready")
                .WaitForCompletion(migration);
            season.WaitFor(service);
        }
    }

    // In the launcher's folder: its janitor ends every program there, even if this process is killed.
    private static IResourceBuilder<ExecutableResource> Add(
        IDistributedApplicationBuilder builder, Servers servers, string name, ChildStart start)
    {
        var resource = builder.AddExecutable(name, start.FileName, servers.Folder, start.Arguments.ToArray()).WithOtlpExporter();
        foreach (var (variable, value) in start.Environment)
        {
            if (value is not null)
                resource.WithEnvironment(variable, value);
        }
        return resource;
    }
}
