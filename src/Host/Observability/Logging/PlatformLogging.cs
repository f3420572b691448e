using Microsoft.Extensions.Logging.Console;

namespace Platform.Host.Observability.Logging;

/// <summary>Logs on stdout as text or, with <c>Logging:Format=json</c>, one JSON object per line; each with the ids of its scopes.</summary>
internal static class PlatformLogging
{
    public static void AddPlatformLogging(this IServiceCollection services, IConfiguration configuration)
    {
        var json = string.Equals(configuration["Logging:Format"], "json", StringComparison.OrdinalIgnoreCase);
        var toStandardError = configuration.GetValue("Logging:ToStandardError", false);
        services.AddLogging(logging =>
        {
            logging.ClearProviders();
            logging.AddConsoleFormatter<TextLogFormatter, ConsoleFormatterOptions>(o => o.IncludeScopes = true);
            logging.AddJsonConsole(o =>
            {
                o.IncludeScopes = true;
                o.UseUtcTimestamp = true;
                o.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
            });
            logging.Services.Configure<ConsoleLoggerOptions>(o =>
            {
                o.FormatterName = json ? ConsoleFormatterNames.Json : TextLogFormatter.FormatterName;
                if (toStandardError) o.LogToStandardErrorThreshold = LogLevel.Trace;
            });
        });
    }
}
