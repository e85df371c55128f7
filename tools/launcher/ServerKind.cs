namespace Launcher;

/// <summary>How servers of our own are run.</summary>
public enum ServerKind
{
    /// <summary>As containers where an engine answers and has or gets the images, else as local programs.</summary>
    Any,

    /// <summary>As local programs.</summary>
    Local,

    /// <summary>As containers, or not at all.</summary>
    Containers,
}
