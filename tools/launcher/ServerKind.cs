namespace Launcher;

/// <summary>How the launcher runs its servers.</summary>
public enum ServerKind
{
    /// <summary>As containers if an engine answers and has or gets the images, else as local programs.</summary>
    Any,

    /// <summary>As local programs.</summary>
    Local,

    /// <summary>As containers; no fallback.</summary>
    Containers,
}
