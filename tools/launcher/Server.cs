namespace Launcher;

/// <summary>The three servers that Stats needs.</summary>
public enum Server
{
    /// <summary>The store.</summary>
    Postgres,

    /// <summary>The cache.</summary>
    Redis,

    /// <summary>The broker.</summary>
    RabbitMq,
}
