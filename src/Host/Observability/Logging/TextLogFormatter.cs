using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace Platform.Host.Observability.Logging;

/// <summary>One line per message: time in UTC, level, category, message, then the ids of the scopes it was written in.</summary>
internal sealed class TextLogFormatter(IOptionsMonitor<ConsoleFormatterOptions> options, TimeProvider time) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "platform";

    // Ids of connections and inner spans say nothing to a person; the trace id stands for them, and the path is in the message.
    private static readonly HashSet<string> Noise =
        ["SpanId", "ParentId", "ConnectionId", "RequestId", "RequestPath", "TransportConnectionId", "{OriginalFormat}"];

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var message = logEntry.Formatter(logEntry.State, logEntry.Exception);
        textWriter.Write(time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z' ", CultureInfo.InvariantCulture));
        textWriter.Write(Word(logEntry.LogLevel));
        textWriter.Write(' ');
        textWriter.Write(logEntry.Category);
        textWriter.Write(": ");
        textWriter.Write(Indent(message));
        if (options.CurrentValue.IncludeScopes && scopeProvider is not null) WriteScopes(scopeProvider, textWriter);
        if (logEntry.Exception is { } exception)
        {
            textWriter.Write("\n  ");
            textWriter.Write(Indent(exception.ToString()));
        }

        textWriter.Write('\n');
    }

    private static void WriteScopes(IExternalScopeProvider scopes, TextWriter writer)
    {
        var ids = new Dictionary<string, object?>(StringComparer.Ordinal);
        scopes.ForEachScope(
            (scope, all) =>
            {
                if (scope is not IEnumerable<KeyValuePair<string, object?>> values) return;
                foreach (var (key, value) in values.Where(v => !Noise.Contains(v.Key))) all[key] = value;
            },
            ids);
        if (ids.Count == 0) return;
        writer.Write(" {");
        writer.Write(Indent(string.Join(' ', ids.Select(i => string.Create(CultureInfo.InvariantCulture, $"{i.Key}={i.Value}")))));
        writer.Write('}');
    }

    private static string Word(LogLevel level) => level switch
    {
        LogLevel.Trace => "trce",
        LogLevel.Debug => "dbug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "fail",
        _ => "crit",
    };

    // What a stranger sent may stand in a message: it must not be able to begin a line of its own.
    private static string Indent(string text) => text.ReplaceLineEndings("\n  ");
}
