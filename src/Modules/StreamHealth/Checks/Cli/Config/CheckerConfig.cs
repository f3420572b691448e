using Microsoft.Extensions.Logging;

namespace Platform.StreamHealth.Checks.Cli.Config;

/// <summary>What a stream_checker <c>config.yaml</c> asks for, as far as it has a meaning here.</summary>
internal sealed class CheckerConfig
{
    public int? Phase { get; set; }

    public double? SilenceDb { get; set; }

    public int? SampleSeconds { get; set; }

    public bool? BlockPrivate { get; set; }

    public bool? VerifyCertificates { get; set; }

    public LogLevel? Logs { get; set; }

    /// <summary>The platform's settings that stand for its keys.</summary>
    public Dictionary<string, string?> Settings { get; } = [];

    /// <summary>One sentence for each value that was wrong and each key that means nothing.</summary>
    public List<string> Warnings { get; } = [];
}
