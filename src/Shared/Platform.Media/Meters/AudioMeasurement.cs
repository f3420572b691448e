using Platform.Media.Pcm;

namespace Platform.Media.Meters;

/// <summary>
/// Everything an <see cref="AudioMeter"/> found. Levels are null where they would be minus infinity (digital silence) or
/// where too little audio came to measure them; no number in here is NaN or infinite.
/// </summary>
public sealed record AudioMeasurement
{
    public required PcmFormat Format { get; init; }

    public required TimeSpan Duration { get; init; }

    public required LoudnessMeasurement Loudness { get; init; }

    /// <summary>Largest true peak of all channels in dBTP (ITU-R BS.1770-5 annex 2).</summary>
    public double? TruePeakDb { get; init; }

    /// <summary>Largest sample of all channels in dBFS.</summary>
    public double? SamplePeakDb { get; init; }

    public required MixMeasurement Mix { get; init; }

    /// <summary>One per channel: mono, or left and right.</summary>
    public required IReadOnlyList<ChannelMeasurement> Channels { get; init; }

    public required SilenceMeasurement Silence { get; init; }

    public required ClippingMeasurement Clipping { get; init; }

    public required RepetitionMeasurement Repetition { get; init; }

    /// <summary>Mains hum; null when there is none.</summary>
    public HumMeasurement? Hum { get; init; }

    /// <summary>How the two channels relate.</summary>
    public required StereoImage Image { get; init; }

    /// <summary>Correlation of left and right, -1 to 1; null for mono and where a channel is silent.</summary>
    public double? Correlation { get; init; }
}

/// <summary>Loudness after EBU R 128 (ITU-R BS.1770-5, EBU Tech 3341 and 3342).</summary>
public sealed record LoudnessMeasurement
{
    /// <summary>Gated loudness of the whole, in LUFS; null below the absolute gate of -70 LUFS or under 0.4 s of audio.</summary>
    public double? IntegratedLufs { get; init; }

    /// <summary>Largest loudness over 0.4 s, in LUFS.</summary>
    public double? MomentaryMaxLufs { get; init; }

    /// <summary>Largest loudness over 3 s, in LUFS; null under 3 s of audio.</summary>
    public double? ShortTermMaxLufs { get; init; }

    /// <summary>Loudness range (LRA) in LU; null under 3 s of audio. Says little for samples under a minute.</summary>
    public double? RangeLu { get; init; }
}

/// <summary>Levels of the mono mix (the mean of the channels), by the formulas that stream_checker used.</summary>
public sealed record MixMeasurement
{
    /// <summary>RMS in dBFS.</summary>
    public double? AverageVolumeDb { get; init; }

    /// <summary>Largest sample in dBFS.</summary>
    public double? PeakVolumeDb { get; init; }

    /// <summary>Peak minus RMS, in dB.</summary>
    public double? DynamicRangeDb { get; init; }

    /// <summary>Mean of the variances of the whole seconds, full scale being 1; null under one second of audio.</summary>
    public double? SecondVarianceMean { get; init; }

    /// <summary>Standard deviation of the variances of the whole seconds: small when nothing changes; null under two seconds of audio.</summary>
    public double? SecondVarianceDeviation { get; init; }
}

/// <summary>One channel.</summary>
public sealed record ChannelMeasurement
{
    /// <summary>RMS in dBFS; a full-scale square wave has 0, a full-scale sine -3.01.</summary>
    public double? RmsDb { get; init; }

    public double? SamplePeakDb { get; init; }

    public double? TruePeakDb { get; init; }

    /// <summary>Mean of the samples, full scale being 1.</summary>
    public double DcOffset { get; init; }

    /// <summary>Share of samples at or above the clipping level, in percent.</summary>
    public double ClippedPercent { get; init; }

    /// <summary>Nothing is on this channel while the other has programme.</summary>
    public bool IsDead { get; init; }
}

/// <summary>Silence: 100 ms windows whose RMS on the louder channel is below the threshold, merged where they follow each other.</summary>
public sealed record SilenceMeasurement
{
    public required double ThresholdDb { get; init; }

    /// <summary>Share of all silent windows, short ones included, in percent.</summary>
    public required double Percentage { get; init; }

    /// <summary>The stretches that lasted at least the minimum length, in order; the first <see cref="AudioMeterOptions.MaxSilencePeriods"/> of them.</summary>
    public required IReadOnlyList<SilencePeriod> Periods { get; init; }

    /// <summary>The longest stretch, shorter than the minimum or not.</summary>
    public required TimeSpan Longest { get; init; }

    public bool Detected => Periods.Count > 0;
}

/// <summary>One stretch of silence, from the beginning of the audio.</summary>
public readonly record struct SilencePeriod(TimeSpan Start, TimeSpan End)
{
    public TimeSpan Duration => End - Start;
}

/// <summary>Samples at or above the clipping level.</summary>
public sealed record ClippingMeasurement
{
    /// <summary>More than this share counts as clipping.</summary>
    public const double DetectionPercent = 1.0;

    /// <summary>Share of the samples of all channels, in percent.</summary>
    public required double Percentage { get; init; }

    /// <summary>Most samples in a row at or above the level on one channel.</summary>
    public required int LongestRun { get; init; }

    /// <summary>This many clipped samples in a row cut off a wave, where single ones just touch the limit.</summary>
    public const int RunSamples = 3;

    /// <summary>How many runs of at least <see cref="RunSamples"/> there were, on all channels.</summary>
    public int Runs { get; init; }

    public bool Detected => Percentage > DetectionPercent;
}

/// <summary>Whether the audio repeats itself, or does not change at all.</summary>
public sealed record RepetitionMeasurement
{
    /// <summary>After this the same waveform comes again; null when it does not. Between 0.25 s and three fifths of the audio.</summary>
    public TimeSpan? Period { get; init; }

    /// <summary>Share of the audible audio that came again, 0 to 1.</summary>
    public double RepeatedShare { get; init; }

    /// <summary>It repeats as drums and bars of music do, not as a message or a stuck buffer does.</summary>
    public bool IsBeat { get; init; }

    /// <summary>How much the levels of 16 bands change from frame to frame, dB (RMS): a steady tone about 0, hiss 2 to 4, music 5 and more, speech 8 and more.</summary>
    public double SpectralChangeDb { get; init; }

    public bool Detected => Period is not null && !IsBeat;
}

/// <summary>Mains hum: three or more of the first six multiples of 50 or 60 Hz, there all the time at the same level.</summary>
/// <param name="MainsHz">50 or 60.</param>
/// <param name="LevelDb">RMS of its harmonics together, dBFS.</param>
public sealed record HumMeasurement(double MainsHz, double LevelDb);

/// <summary>How the channels relate.</summary>
public enum StereoImage
{
    /// <summary>Nothing to compare: all is silent.</summary>
    Silent,

    /// <summary>The source has one channel.</summary>
    Mono,

    /// <summary>Two channels that carry the same.</summary>
    DualMono,

    Stereo,

    /// <summary>One channel is the other upside down: mono listeners hear nothing.</summary>
    AntiPhase,

    /// <summary>Only the right channel carries programme.</summary>
    LeftDead,

    /// <summary>Only the left channel carries programme.</summary>
    RightDead,
}
