namespace Platform.StreamHealth.Checks;

/// <summary>What one stream is held to. The defaults are those of stream_checker, or none where it had none.</summary>
internal sealed record CheckThresholds
{
    public static CheckThresholds Default { get; } = new();

    /// <summary>Level below which audio counts as silent, dBFS, RMS of the louder channel over 100 ms.</summary>
    public double SilenceDb { get; init; } = -40;

    /// <summary>Seconds of continuous silence that make a silent period.</summary>
    public double SilenceSeconds { get; init; } = 2;

    /// <summary>Share of the sample that may be silent, percent; above it the stream is failing.</summary>
    public double MaxSilencePercent { get; init; } = 50;

    /// <summary>Share of samples at or above 0.99 of full scale, percent; above it the audio is clipped.</summary>
    public double MaxClippingPercent { get; init; } = 1;

    /// <summary>Average level below which the stream is too quiet, dBFS.</summary>
    public double MinAverageDb { get; init; } = -30;

    /// <summary>Lowest integrated loudness, LUFS (EBU R128 asks for -23, streaming is often -16); null to not check.</summary>
    public double? MinLufs { get; init; }

    /// <summary>Highest integrated loudness, LUFS; null to not check.</summary>
    public double? MaxLufs { get; init; }

    /// <summary>Highest true peak, dBTP (EBU R128 asks for -1); null to not check.</summary>
    public double? MaxTruePeakDb { get; init; }

    /// <summary>Mains hum above this is pointed out, dBFS (RMS); null to not check.</summary>
    public double? MaxHumDb { get; init; } = -50;

    /// <summary>Longest time from the start of the check to the first byte of audio, milliseconds; null to not check.</summary>
    public double? MaxFirstAudioMs { get; init; }

    /// <summary>The codec that must be measured, as <see cref="Reporting.MeasuredAudio.Codec"/> names it; null accepts any.</summary>
    public string? ExpectedCodec { get; init; }

    /// <summary>The bitrate that must be measured within a tenth, kbit/s; null accepts any.</summary>
    public int? ExpectedBitrateKbps { get; init; }

    /// <summary>The sample rate that must be measured, Hz; null accepts any.</summary>
    public int? ExpectedSampleRateHz { get; init; }

    /// <summary>The number of channels that must be measured; null accepts any.</summary>
    public int? ExpectedChannels { get; init; }

    /// <summary>What the server's name for the stream must contain, as a regular expression; null accepts any.</summary>
    public string? ExpectedName { get; init; }

    /// <summary>What the current title must contain, as a regular expression; null accepts any.</summary>
    public string? ExpectedTitle { get; init; }

    /// <summary>Days a certificate must still be valid.</summary>
    public int MinCertificateDays { get; init; } = 30;

    /// <summary>Codes of findings that are shown but do not count, such as <c>audio.mono_as_stereo</c> for a talk station.</summary>
    public IReadOnlyList<string> IgnoredFindings { get; init; } = [];
}
