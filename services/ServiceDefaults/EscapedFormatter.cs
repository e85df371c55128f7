using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace ServiceDefaults;

/// <summary>
/// Escapes control characters in log lines for people, at every level, as <c>\u001b</c> and the like. These lines repeat text from clients
/// and feeds, which could otherwise rewrite a terminal's display or begin a line of its own.
/// </summary>
internal sealed class EscapedFormatter(ConsoleFormatter inner) : ConsoleFormatter(inner.Name)
{
    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        using var line = new StringWriter();
        inner.Write(in logEntry, scopeProvider, line);
        foreach (var chunk in line.GetStringBuilder().GetChunks())
            Write(chunk.Span, textWriter);
    }

    private static void Write(ReadOnlySpan<char> text, TextWriter writer)
    {
        foreach (var letter in text)
        {
            if (IsUnsafe(letter))
                writer.Write($@"\u{(int)letter:x4}");
            else
                writer.Write(letter);
        }
    }

    // Also line separators and marks of direction. The formatter ends its lines itself, and indents line feeds within a text.
    private static bool IsUnsafe(char letter) => letter != '\n' && (char.IsControl(letter)
        || letter is '\u2028' or '\u2029' or '\u200e' or '\u200f' or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069'));
}

internal static class EscapedFormatterExtensions
{
    /// <summary>Wraps each registered formatter, except for JSON's, which escapes by itself.</summary>
    public static void EscapeControlCharacters(this ILoggingBuilder logging)
    {
        var services = logging.Services;
        // A colour is an escape sequence too, and can't be told from one that a client sent.
        services.PostConfigure<SimpleConsoleFormatterOptions>(simple => simple.ColorBehavior = LoggerColorBehavior.Disabled);
        foreach (var formatter in services.Where(service => service.ServiceType == typeof(ConsoleFormatter)).ToArray())
        {
            services.Remove(formatter);
            services.AddSingleton(provider =>
                Escaped((ConsoleFormatter)ActivatorUtilities.CreateInstance(provider, formatter.ImplementationType!)));
        }
    }

    private static ConsoleFormatter Escaped(ConsoleFormatter formatter) =>
        formatter.Name == ConsoleFormatterNames.Json ? formatter : new EscapedFormatter(formatter);
}
