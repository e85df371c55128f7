namespace Launcher;

/// <summary>A server's certificate and its private key, as PEM files.</summary>
public sealed record TlsFiles(string Certificate, string Key);
