using Microsoft.Extensions.Logging;
using Platform.Host.Identity;

namespace Platform.Host.Tests.Identity;

public sealed class AuditTests
{
    [Fact]
    public void What_strangers_type_cannot_forge_a_log_line()
    {
        using var log = new Lines();
        using var loggers = LoggerFactory.Create(logging => logging.AddProvider(log));

        new AuditLog(loggers).Refused("sign-in.refused", "x\nuser.created by admin on evil" + new string('y', 500), "192.0.2.1");

        var line = Assert.Single(log.Written);
        Assert.DoesNotContain('\n', line);
        Assert.True(line.Length < 200);
        Assert.Contains("192.0.2.1", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_deed_names_who_what_and_whom()
    {
        using var log = new Lines();
        using var loggers = LoggerFactory.Create(logging => logging.AddProvider(log));
        var id = Guid.NewGuid();

        new AuditLog(loggers).Done(new Actor(Actor.User, id, "ana"), "user.created", "bob", "viewer");

        Assert.Equal($"Platform.Audit: user.created by ana (user:{id:N}) on bob viewer", Assert.Single(log.Written));
    }

    private sealed class Lines : ILoggerProvider, ILogger
    {
        private string _category = "";

        public List<string> Written { get; } = [];

        public ILogger CreateLogger(string categoryName)
        {
            _category = categoryName;
            return this;
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Written.Add($"{_category}: {formatter(state, exception)}");

        public void Dispose()
        {
        }
    }
}
