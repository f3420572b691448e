using Microsoft.Extensions.Logging;

namespace Platform.Scheduling.CommandLine;

/// <summary>Keeps the last lines of what it passes on.</summary>
internal sealed class TailLogger(ILogger inner, int lines, TimeProvider clock) : ILogger
{
    private readonly Queue<string> _lines = new();

    public string Text
    {
        get
        {
            lock (_lines) return string.Join('\n', _lines);
        }
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => inner.BeginScope(state);

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information || inner.IsEnabled(logLevel);

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        inner.Log(logLevel, eventId, state, exception, formatter);
        if (logLevel < LogLevel.Information) return;
        var line = $"{clock.GetUtcNow():HH:mm:ss.fff} {logLevel}: {formatter(state, exception)}{(exception is null ? "" : $"\n{exception}")}";
        lock (_lines)
        {
            _lines.Enqueue(line);
            while (_lines.Count > lines) _lines.Dequeue();
        }
    }
}
