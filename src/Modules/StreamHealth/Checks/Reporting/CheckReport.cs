using System.Text.Json.Serialization;

namespace Platform.StreamHealth.Checks.Reporting;

/// <summary>
/// The result of a check. The keys up to <see cref="Recommendations"/> are stream_checker's and scripts rely on them;
/// the others are additions. A section of a phase that was not run is null.
/// </summary>
internal sealed record CheckReport
{
    [JsonPropertyName("test_run_id")] public required Guid TestRunId { get; init; }

    [JsonPropertyName("stream_id")] public required string StreamId { get; init; }

    /// <summary>As given, with a password in it blanked out.</summary>
    [JsonPropertyName("stream_url")] public required string StreamUrl { get; init; }

    [JsonPropertyName("timestamp")] public required DateTimeOffset Timestamp { get; init; }

    /// <summary>The last phase that was run.</summary>
    [JsonPropertyName("phase")] public required int Phase { get; init; }

    [JsonPropertyName("connectivity")] public required Connectivity Connectivity { get; init; }

    /// <summary>Null for plain http.</summary>
    [JsonPropertyName("ssl_certificate")] public CertificateFacts? SslCertificate { get; init; }

    [JsonPropertyName("stream_parameters")] public StreamParameters? StreamParameters { get; init; }

    [JsonPropertyName("stream_type")] public StreamTypeFacts? StreamType { get; init; }

    [JsonPropertyName("metadata")] public StreamMetadata? Metadata { get; init; }

    [JsonPropertyName("server_headers")] public ServerHeaders? ServerHeaders { get; init; }

    [JsonPropertyName("hls_info")] public HlsInfo? HlsInfo { get; init; }

    [JsonPropertyName("player_tests")] public PlayerTests? PlayerTests { get; init; }

    [JsonPropertyName("connection_quality")] public ConnectionQuality? ConnectionQuality { get; init; }

    [JsonPropertyName("audio_analysis")] public AudioAnalysis? AudioAnalysis { get; init; }

    [JsonPropertyName("ad_detection")] public AdDetection? AdDetection { get; init; }

    /// <summary>Null unless the stream is an MPEG-DASH manifest.</summary>
    [JsonPropertyName("dash_info")] public DashInfo? DashInfo { get; init; }

    /// <summary>0 (dead) to 100.</summary>
    [JsonPropertyName("health_score")] public int HealthScore { get; init; } = 100;

    [JsonPropertyName("issues")] public IReadOnlyList<string> Issues { get; init; } = [];

    [JsonPropertyName("recommendations")] public IReadOnlyList<string> Recommendations { get; init; } = [];

    [JsonPropertyName("verdict")] public CheckVerdict Verdict { get; init; } = CheckVerdict.Healthy;

    [JsonPropertyName("findings")] public IReadOnlyList<Finding> Findings { get; init; } = [];

    [JsonPropertyName("timings")] public CheckTimings Timings { get; init; } = new();

    /// <summary>What the headers claim, to set against <see cref="Measured"/>.</summary>
    [JsonPropertyName("advertised")] public AdvertisedAudio? Advertised { get; init; }

    /// <summary>What the bytes say, whatever the headers claim; null when no audio was recognised.</summary>
    [JsonPropertyName("measured")] public MeasuredAudio? Measured { get; init; }
}
