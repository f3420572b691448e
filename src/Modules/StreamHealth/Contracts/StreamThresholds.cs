namespace Platform.StreamHealth.Contracts;

/// <summary>What a stream is held to. A null takes the value of its group, or else the default from the settings (section StreamHealth).</summary>
public sealed record StreamThresholds
{
    /// <summary>Audio below this level counts as silence; dBFS of a 100 ms window, -100 to 0.</summary>
    public double? SilenceDb { get; init; }

    /// <summary>Silence of at least this many seconds in one piece is a finding.</summary>
    public double? SilenceSeconds { get; init; }

    /// <summary>Share of the sample that may be silent, percent; above it the stream is failing.</summary>
    public double? MaxSilencePercent { get; init; }

    /// <summary>Lowest integrated loudness, LUFS (EBU R 128).</summary>
    public double? MinLufs { get; init; }

    /// <summary>Highest integrated loudness, LUFS (EBU R 128).</summary>
    public double? MaxLufs { get; init; }

    /// <summary>Largest share of clipped samples, percent.</summary>
    public double? MaxClippingPercent { get; init; }

    /// <summary>Highest true peak, dBTP (EBU R 128 asks for -1); a higher one is a finding.</summary>
    public double? MaxTruePeakDb { get; init; }

    /// <summary>Mains hum (50 or 60 Hz and its harmonics) above this is pointed out, dBFS; 0 for never.</summary>
    public double? MaxHumDb { get; init; }

    /// <summary>Longest time from the start of a check to the first byte of audio, milliseconds.</summary>
    public double? MaxFirstAudioMs { get; init; }

    /// <summary>The codec that must be measured, as results name it (MP3, AAC, HE-AAC, Vorbis, Opus, FLAC); null accepts any.</summary>
    public string? ExpectedCodec { get; init; }

    /// <summary>The bitrate that must be measured, kbit/s, within a tenth; null accepts any.</summary>
    public int? ExpectedBitrateKbps { get; init; }

    /// <summary>The sample rate that must be measured, Hz; null accepts any.</summary>
    public int? ExpectedSampleRateHz { get; init; }

    /// <summary>The number of channels that must be measured, 1 or 2; null accepts any.</summary>
    public int? ExpectedChannels { get; init; }

    /// <summary>What the name the server gives the stream (icy-name) must contain: a text or regular expression, whatever the case; null accepts any.</summary>
    public string? ExpectedName { get; init; }

    /// <summary>What the title that is playing must contain: a text or regular expression, whatever the case; null accepts any, and none.</summary>
    public string? ExpectedTitle { get; init; }

    /// <summary>Codes of findings that are shown but do not count, such as <c>audio.mono_as_stereo</c> for a talk station.</summary>
    public IReadOnlyList<string> IgnoredFindings { get; init; } = [];
}
