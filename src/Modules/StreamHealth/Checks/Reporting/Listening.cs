using System.Text.Json.Serialization;

namespace Platform.StreamHealth.Checks.Reporting;

[JsonConverter(typeof(SnakeCaseEnum<StepStatus>))]
internal enum StepStatus
{
    Success,
    Ok,
    Error,
    Timeout,

    /// <summary>Not measured, with a reason; never costs score.</summary>
    Skipped,
}

internal sealed record PlayerTests
{
    [JsonPropertyName("vlc")] public required PlayerTest Vlc { get; init; }
}

internal sealed record PlayerTest
{
    [JsonPropertyName("status")] public required StepStatus Status { get; init; }

    /// <summary>Why it was skipped.</summary>
    [JsonPropertyName("reason")] public string? Reason { get; init; }

    /// <summary>From the order to play to the first audio.</summary>
    [JsonPropertyName("connection_time_ms")] public double? ConnectionTimeMs { get; init; }

    [JsonPropertyName("playback_duration_seconds")] public double? PlaybackDurationSeconds { get; init; }

    [JsonPropertyName("errors")] public IReadOnlyList<string> Errors { get; init; } = [];

    /// <summary>How often playback stopped to fill the buffer, the first filling left out.</summary>
    [JsonPropertyName("buffering_events")] public int? BufferingEvents { get; init; }

    /// <summary>Null where the player could not tell.</summary>
    [JsonPropertyName("format_supported")] public bool? FormatSupported { get; init; }

    [JsonPropertyName("error_details")] public string? ErrorDetails { get; init; }

    /// <summary>Audio buffers that were decoded.</summary>
    [JsonPropertyName("decoded_buffers")] public int? DecodedBuffers { get; init; }

    /// <summary>Of those, buffers that could not be played in time; Opus that is joined in the middle loses some although healthy.</summary>
    [JsonPropertyName("lost_buffers")] public int? LostBuffers { get; init; }

    /// <summary>libvlc, or none when it was skipped.</summary>
    [JsonPropertyName("method")] public string Method { get; init; } = "none";
}

/// <summary>How the bytes arrived while listening.</summary>
internal sealed record ConnectionQuality
{
    [JsonPropertyName("stable")] public required bool Stable { get; init; }

    /// <summary>Kept for stream_checker's readers; loss is not visible to a listener over TCP.</summary>
    [JsonPropertyName("packet_loss_detected")] public bool PacketLossDetected { get; init; }

    [JsonPropertyName("bytes_received")] public long BytesReceived { get; init; }

    [JsonPropertyName("seconds")] public double Seconds { get; init; }

    [JsonPropertyName("longest_gap_ms")] public double LongestGapMs { get; init; }

    /// <summary>Why it is not stable.</summary>
    [JsonPropertyName("reason")] public string? Reason { get; init; }
}

/// <summary>What was heard. Levels are dBFS, loudness LUFS after EBU R128 / ITU-R BS.1770; null where there is no level (digital silence).</summary>
internal sealed record AudioAnalysis
{
    /// <summary>ok, error or skipped.</summary>
    [JsonPropertyName("status")] public required StepStatus Status { get; init; }

    /// <summary>Why it failed or was skipped.</summary>
    [JsonPropertyName("error")] public string? Error { get; init; }

    /// <summary>Seconds of audio that were analysed.</summary>
    [JsonPropertyName("sample_seconds")] public double SampleSeconds { get; init; }

    [JsonPropertyName("silence_detection")] public SilenceDetection? SilenceDetection { get; init; }

    [JsonPropertyName("audio_quality")] public AudioQuality? AudioQuality { get; init; }

    [JsonPropertyName("error_detection")] public ErrorDetection? ErrorDetection { get; init; }

    [JsonPropertyName("loudness")] public Loudness? Loudness { get; init; }

    [JsonPropertyName("channels")] public IReadOnlyList<ChannelFacts> Channels { get; init; } = [];

    /// <summary>-1 (one channel is the other upside down) to 1 (mono); null without two channels that sound.</summary>
    [JsonPropertyName("correlation")] public double? Correlation { get; init; }
}

internal sealed record SilenceDetection
{
    [JsonPropertyName("silence_detected")] public required bool SilenceDetected { get; init; }

    [JsonPropertyName("silence_percentage")] public required double SilencePercentage { get; init; }

    [JsonPropertyName("silence_periods")] public IReadOnlyList<SilencePeriod> SilencePeriods { get; init; } = [];

    [JsonPropertyName("threshold_db")] public required double ThresholdDb { get; init; }
}

internal sealed record SilencePeriod(
    [property: JsonPropertyName("start_seconds")] double StartSeconds,
    [property: JsonPropertyName("end_seconds")] double EndSeconds,
    [property: JsonPropertyName("duration_seconds")] double DurationSeconds);

internal sealed record AudioQuality
{
    [JsonPropertyName("average_volume_db")] public double? AverageVolumeDb { get; init; }

    [JsonPropertyName("peak_volume_db")] public double? PeakVolumeDb { get; init; }

    [JsonPropertyName("dynamic_range_db")] public double? DynamicRangeDb { get; init; }

    [JsonPropertyName("clipping_detected")] public required bool ClippingDetected { get; init; }

    [JsonPropertyName("clipping_percentage")] public required double ClippingPercentage { get; init; }

    /// <summary>Longest run of samples at full scale, in samples.</summary>
    [JsonPropertyName("longest_clip_samples")] public int LongestClipSamples { get; init; }

    /// <summary>How many times three or more samples in a row were at full scale.</summary>
    [JsonPropertyName("clip_runs")] public int ClipRuns { get; init; }

    /// <summary>Mains hum, RMS in dBFS; null when there is none.</summary>
    [JsonPropertyName("hum_db")] public double? HumDb { get; init; }

    /// <summary>50 or 60, with a hum.</summary>
    [JsonPropertyName("hum_hz")] public double? HumHz { get; init; }
}

internal sealed record ErrorDetection
{
    [JsonPropertyName("error_detected")] public bool ErrorDetected { get; init; }

    [JsonPropertyName("repetitive_pattern_detected")] public bool RepetitivePatternDetected { get; init; }

    [JsonPropertyName("error_messages")] public IReadOnlyList<string> ErrorMessages { get; init; } = [];

    /// <summary>After so many seconds the same sound comes again; null when it does not, or does so as music does.</summary>
    [JsonPropertyName("loop_seconds")] public double? LoopSeconds { get; init; }

    /// <summary>Nothing changes: a tone, a hum, a hiss, or an encoder that sends the same frames for ever.</summary>
    [JsonPropertyName("steady_sound")] public bool SteadySound { get; init; }

    /// <summary>How much the spectrum changes from frame to frame, dB; about 0 for a tone, 8 and more for speech.</summary>
    [JsonPropertyName("spectral_change_db")] public double SpectralChangeDb { get; init; }
}

internal sealed record Loudness
{
    [JsonPropertyName("integrated_lufs")] public double? IntegratedLufs { get; init; }

    [JsonPropertyName("momentary_max_lufs")] public double? MomentaryMaxLufs { get; init; }

    [JsonPropertyName("short_term_max_lufs")] public double? ShortTermMaxLufs { get; init; }

    [JsonPropertyName("loudness_range_lu")] public double? LoudnessRangeLu { get; init; }

    [JsonPropertyName("true_peak_dbtp")] public double? TruePeakDbtp { get; init; }
}

internal sealed record ChannelFacts
{
    /// <summary>left, right, mono, or the number of the channel.</summary>
    [JsonPropertyName("name")] public required string Name { get; init; }

    [JsonPropertyName("rms_db")] public double? RmsDb { get; init; }

    [JsonPropertyName("peak_db")] public double? PeakDb { get; init; }

    /// <summary>Mean of the samples, full scale is 1.</summary>
    [JsonPropertyName("dc_offset")] public double DcOffset { get; init; }

    /// <summary>Silent while another channel sounds.</summary>
    [JsonPropertyName("dead")] public bool Dead { get; init; }
}
