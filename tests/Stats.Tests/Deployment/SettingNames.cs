using System.Collections;
using System.Reflection;

namespace Stats.Tests.Deployment;

/// <summary>The names of the settings of a service.</summary>
internal static class SettingNames
{
    /// <summary>Patterns of the names, read from the options types of the service and its libraries.</summary>
    public static IReadOnlyList<string> Of(Assembly service) =>
    [
        .. from assembly in service.GetReferencedAssemblies().Where(IsOurs).Select(Assembly.Load).Prepend(service)
           from type in assembly.GetTypes()
           let section = type.GetField("Section", BindingFlags.Public | BindingFlags.Static)
           where section is { IsLiteral: true }
           from pattern in Patterns(type, $"{section.GetRawConstantValue()}__")
           select pattern,
    ];

    private static bool IsOurs(AssemblyName assembly) =>
        assembly.Name == nameof(ServiceDefaults) || assembly.Name!.StartsWith("Stats.", StringComparison.Ordinal);

    private static IEnumerable<string> Patterns(Type options, string prefix) =>
        options.GetProperties()
            .Where(property => property.CanWrite)
            .SelectMany(property => Pattern(property.PropertyType, prefix + property.Name));

    private static IEnumerable<string> Pattern(Type type, string name) =>
        type != typeof(string) && type.IsAssignableTo(typeof(IEnumerable)) ? Pattern(type.GetGenericArguments()[^1], $"{name}__[0-9]+")
        : type.Namespace == nameof(System) ? [name]
        : Patterns(type, $"{name}__");
}
