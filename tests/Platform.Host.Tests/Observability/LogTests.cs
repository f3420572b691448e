using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;
using Platform.Host.Observability.Logging;
using Platform.Testing;

namespace Platform.Host.Tests.Observability;

public sealed class LogTests
{
    [Fact]
    public void A_line_has_time_level_message_and_the_ids_of_its_scopes()
    {
        Assert.Equal(
            "2026-01-05T12:00:00.000Z warn Some.Category: stream is down {StreamId=s1 TraceId=abc}\n",
            Write("stream is down", null, [new("StreamId", "s1"), new("ConnectionId", "noise")], [new("TraceId", "abc")]));
    }

    [Fact]
    public void What_a_stranger_sent_cannot_begin_a_line()
    {
        var text = Write("title: x\n2026-01-01T00:00:00.000Z info Forged: all is well", new InvalidOperationException("bad\r\nworse"));
        Assert.All(text.TrimEnd('\n').Split('\n').Skip(1), line => Assert.StartsWith("  ", line, StringComparison.Ordinal));
    }

    private static string Write(string message, Exception? exception, params KeyValuePair<string, object?>[][] scopes)
    {
        var provider = new LoggerExternalScopeProvider();
        foreach (var scope in scopes) provider.Push(scope);
        using var writer = new StringWriter { NewLine = "\n" };
        var entry = new LogEntry<string>(LogLevel.Warning, "Some.Category", default, message, exception, (state, _) => state);
        new TextLogFormatter(new Always(), new FakeTimeProvider()).Write(entry, provider, writer);
        return writer.ToString();
    }

    private sealed class Always : IOptionsMonitor<ConsoleFormatterOptions>
    {
        public ConsoleFormatterOptions CurrentValue { get; } = new() { IncludeScopes = true };

        public ConsoleFormatterOptions Get(string? name) => CurrentValue;

        public IDisposable? OnChange(Action<ConsoleFormatterOptions, string?> listener) => null;
    }
}
