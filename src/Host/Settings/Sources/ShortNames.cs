namespace Platform.Host.Settings.Sources;

/// <summary>An environment variable with a name that is easier to remember than its path in configuration.</summary>
/// <param name="Variable">The variable.</param>
/// <param name="Sets">What it stands for, for the documentation.</param>
/// <param name="Expand">The configuration keys and values a value of it means.</param>
internal sealed record ShortName(string Variable, string Sets, Func<string, IEnumerable<KeyValuePair<string, string?>>> Expand);

/// <summary>All of them; <c>PLATFORM__Section__Key</c> wins over each.</summary>
internal static class ShortNames
{
    public static IReadOnlyList<ShortName> All { get; } =
    [
        new("PLATFORM_URLS", "`Urls`: the addresses to listen on, separated by semicolons.", v => One("Urls", v)),
        new("PLATFORM_PORT", "`Urls`: listen on this port on every address.", v => One("Urls", $"http://*:{v}")),
        new("PLATFORM_DATA", "`Storage:DataPath`", v => One("Storage:DataPath", v)),
        new("PLATFORM_DATABASE", "`Database:ConnectionString`, and `Database:Provider` = `Postgres`.", v => [Pair("Database:Provider", "Postgres"), Pair("Database:ConnectionString", v)]),
        new("PLATFORM_MODULES", "`Modules:Enabled`: module ids, separated by commas.", v => List("Modules:Enabled", v)),
        new("PLATFORM_LOG_LEVEL", "`Logging:LogLevel:Default`: Trace, Debug, Information, Warning or Error.", v => One("Logging:LogLevel:Default", v)),
        new("PLATFORM_LOG_FORMAT", "`Logging:Format`: text or json.", v => One("Logging:Format", v)),
        new("STT_DEVICE", "`Speech:Whisper:UseGpu`: stt-faster's `cpu` or `cuda`, perhaps with a number format after a slash.", v => One("Speech:Whisper:UseGpu", v.StartsWith("cpu", StringComparison.OrdinalIgnoreCase) ? "false" : "true")),
        new("OTEL_EXPORTER_OTLP_ENDPOINT", "`Telemetry:OtlpEndpoint`", v => One("Telemetry:OtlpEndpoint", v)),
    ];

    private static KeyValuePair<string, string?> Pair(string key, string value) => new(key, value);

    private static KeyValuePair<string, string?>[] One(string key, string value) => [Pair(key, value)];

    private static IEnumerable<KeyValuePair<string, string?>> List(string key, string values) =>
        values.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select((v, i) => Pair($"{key}:{i}", v));
}
