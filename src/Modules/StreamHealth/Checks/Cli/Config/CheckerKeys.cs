using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Platform.StreamHealth.Checks.Cli.Config;

/// <summary>Takes a value; null when it took it, else what the value should have been.</summary>
internal delegate string? TakeValue(CheckerConfig config, string value);

/// <summary>The keys of stream_checker's configuration and what each of them does here.</summary>
internal static class CheckerKeys
{
    /// <summary>Keys that do something here.</summary>
    public static IReadOnlyDictionary<string, TakeValue> Known { get; } = new Dictionary<string, TakeValue>(StringComparer.OrdinalIgnoreCase)
    {
        ["stream_checker.default_phase"] = Whole(CheckRequest.MinPhase, CheckRequest.MaxPhase, (c, v) => c.Phase = v),
        ["stream_checker.default_silence_threshold"] = SilenceThreshold,
        ["stream_checker.default_sample_duration"] = Whole(CheckRequest.MinSampleSeconds, CheckRequest.MaxSampleSeconds, (c, v) => c.SampleSeconds = v),
        ["security.allowed_schemes"] = Schemes,
        ["security.block_private_ips"] = YesNo((c, v) => c.BlockPrivate = v),
        ["security.verify_ssl"] = YesNo((c, v) => c.VerifyCertificates = v),
        ["security.max_url_length"] = Whole(16, 10_000, (c, v) => c.Settings["UrlGuard:MaxUrlLength"] = Text(v)),
        ["security.connection_timeout"] = Whole(1, 120, (c, v) => c.Settings["StreamHealth:Checks:ConnectTimeoutSeconds"] = Text(v)),
        ["security.read_timeout"] = Whole(1, 120, (c, v) => c.Settings["StreamHealth:Checks:StallTimeoutSeconds"] = Text(v)),
        ["logging.level"] = Level,
    };

    /// <summary>Keys of stream_checker that have no meaning here, and why.</summary>
    public static IReadOnlyDictionary<string, string> WithoutMeaning { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["database"] = "runs are kept in the platform's own database (settings Storage and Database)",
        ["storage"] = "a check writes no files",
        ["resource_limits"] = "every step has its own limits (settings StreamHealth:Checks)",
        ["security.max_urls_per_minute"] = "use --parallel to limit how many checks run at once",
        ["logging"] = "logs go to stderr",
    };

    private static string? SilenceThreshold(CheckerConfig config, string value)
    {
        if (!double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var level) || level is not (>= -100 and <= 0)) return "a level from -100 to 0 dB";
        config.SilenceDb = level;
        return null;
    }

    private static string? Schemes(CheckerConfig config, string value)
    {
        var schemes = value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (schemes.Length == 0 || schemes.Any(s => !s.All(char.IsAsciiLetterOrDigit))) return "a list of schemes such as [http, https]";
        config.Settings["UrlGuard:AllowedSchemes"] = string.Join(", ", schemes);
        return null;
    }

    private static string? Level(CheckerConfig config, string value)
    {
        config.Logs = value.ToUpperInvariant() switch
        {
            "DEBUG" => LogLevel.Debug,
            "INFO" => LogLevel.Information,
            "WARNING" or "WARN" => LogLevel.Warning,
            "ERROR" => LogLevel.Error,
            "CRITICAL" => LogLevel.Critical,
            _ => null,
        };
        return config.Logs is null ? "DEBUG, INFO, WARNING, ERROR or CRITICAL" : null;
    }

    private static TakeValue Whole(int low, int high, Action<CheckerConfig, int> take) => (config, value) =>
    {
        if (!int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) || number < low || number > high)
            return $"a whole number from {Text(low)} to {Text(high)}";
        take(config, number);
        return null;
    };

    private static TakeValue YesNo(Action<CheckerConfig, bool> take) => (config, value) =>
    {
        // YAML 1.1, which PyYAML reads, has these words for it.
        bool? answer = value.ToLowerInvariant() switch { "true" or "yes" or "on" => true, "false" or "no" or "off" => false, _ => null };
        if (answer is not { } given) return "true or false";
        take(config, given);
        return null;
    };

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
