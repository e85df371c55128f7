namespace Launcher;

/// <summary>The three servers that Stats stands on.</summary>
public enum Server
{
    /// <summary>The store.</summary>
    Postgres,

    /// <summary>The cache.</summary>
    Redis,

    /// <summary>The broker.</summary>
    RabbitMq,
}
