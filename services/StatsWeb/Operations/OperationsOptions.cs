using System.ComponentModel.DataAnnotations;

namespace StatsWeb.Operations;

/// <summary>The page of operations (<c>Operations__*</c>). It is off unless a password is set or a proxy checks who asks.</summary>
internal sealed class OperationsOptions
{
    public const string Section = "Operations";

    /// <summary>The password that a browser asks for (with any user name); at least 8 characters.</summary>
    [RegularExpression(
        ".{8,}", ErrorMessage = "Operations__Password must have at least 8 characters. Make one, for example: openssl rand -hex 16")]
    public string? Password { get; set; }

    /// <summary>
    /// Shows the page without a password: only where a proxy in front of StatsWeb checks who asks for <c>/operations</c>.
    /// </summary>
    public bool BehindProxy { get; set; }

    /// <summary>The address of Prometheus, for queues, dead letters, the cache and the last verify; not shown without it.</summary>
    [RegularExpression(
        "https?://.+",
        ErrorMessage = "Operations__Prometheus must be an http:// or https:// address, for example http://prometheus:9090.")]
    public string? Prometheus { get; set; }

    /// <summary>Whether there is such a page.</summary>
    internal bool IsOn => BehindProxy || Password is { Length: > 0 };
}
