using Platform.Speech;

namespace Platform.Transcription.Preprocessing.Steps;

[StepInfo("Loudness", "The whole is measured and brought to a loudness by one gain; peaks are held.")]
internal sealed record LoudnessStep : PreprocessingStep
{
    // Beyond this there is noise only.
    public const double MostGainDb = 30;

    [StepChoice("To", "default: -23 LUFS; boostQuietVoices: -18 LUFS; both -2 dBTP.")]
    public LoudnessPreset Preset { get; init; } = LoudnessPreset.Default;

    internal override IEnumerable<SoundOperation> Operations => Lufs(Preset) is { } target
        ? [new SoundOperation.Level(l => new SoundOperation.Gain(l.Lufs is { } lufs ? Math.Round(Math.Min(MostGainDb, target - lufs), 2) : 0, StepFilters.PeakDb))]
        : [];

    /// <summary>Null: as it is.</summary>
    public static double? Lufs(LoudnessPreset preset) => preset switch
    {
        LoudnessPreset.Default => -23,
        LoudnessPreset.BoostQuietVoices => -18,
        _ => null,
    };
}

[StepInfo("stt-faster's ffmpeg step", "High-pass, 16 kHz, RNNoise and loudness in one.")]
internal sealed record FfmpegStep : PreprocessingStep
{
    [StepNumber("High-pass (Hz)", "10 to 2000.", 10, 2000)]
    public double HighPassHz { get; init; } = 80;

    [StepNumber("RNNoise (0 to 1)", "0: none; otherwise needs its model.", 0, 1)]
    public double RnnoiseMix { get; init; }

    [StepChoice("Loudness", "default: -23 LUFS; boostQuietVoices: -18 LUFS; both -2 dBTP.")]
    public LoudnessPreset Loudness { get; init; } = LoudnessPreset.Default;

    internal override IEnumerable<SoundOperation> Operations =>
    [
        StepFilters.HighPass(HighPassHz), StepFilters.Resample(SpeechAudio.SampleRate), .. new RnnoiseStep { Mix = RnnoiseMix }.Operations, .. new LoudnessStep { Preset = Loudness }.Operations,
    ];
}

[StepInfo("loudnorm", "ffmpeg's loudnorm in one pass: the gain changes from moment to moment.")]
internal sealed record LoudnormStep : PreprocessingStep
{
    [StepChoice("To", "default: -24 LUFS; speech: -20 LUFS; music: -16 LUFS.")]
    public LoudnormPreset Preset { get; init; }

    internal override IEnumerable<SoundOperation> Operations => [StepFilters.Loudnorm(Preset)];
}

[StepInfo("High-pass, loudnorm", "Rumble is taken out before ffmpeg's loudnorm.")]
internal sealed record HighPassLoudnormStep : PreprocessingStep
{
    [StepNumber("Below (Hz)", "10 to 2000.", 10, 2000)]
    public double Hz { get; init; } = 80;

    [StepChoice("To", "default: -24 LUFS; speech: -20 LUFS; music: -16 LUFS.")]
    public LoudnormPreset Preset { get; init; }

    internal override IEnumerable<SoundOperation> Operations => [StepFilters.HighPass(Hz), StepFilters.Loudnorm(Preset)];
}

[StepInfo("Band, loudnorm", "Only the band of speech is left before ffmpeg's loudnorm.")]
internal sealed record BandLoudnormStep : PreprocessingStep
{
    [StepNumber("Below (Hz)", "10 to 2000.", 10, 2000)]
    public double HighPassHz { get; init; } = 80;

    [StepNumber("Above (Hz)", "500 to 20000.", 500, 20_000)]
    public double LowPassHz { get; init; } = 8000;

    [StepChoice("To", "default: -24 LUFS; speech: -20 LUFS; music: -16 LUFS.")]
    public LoudnormPreset Preset { get; init; }

    internal override IEnumerable<SoundOperation> Operations => [StepFilters.HighPass(HighPassHz), new SoundOperation.LowPass(LowPassHz), StepFilters.Loudnorm(Preset)];
}

[StepInfo("Band, loudnorm for two loudspeakers", "As the one before; mono counts as what two loudspeakers play, 3 LU louder.")]
internal sealed record DualMonoLoudnormStep : PreprocessingStep
{
    [StepNumber("Below (Hz)", "10 to 2000.", 10, 2000)]
    public double HighPassHz { get; init; } = 80;

    [StepNumber("Above (Hz)", "500 to 20000.", 500, 20_000)]
    public double LowPassHz { get; init; } = 8000;

    [StepChoice("To", "default: -24 LUFS; speech: -20 LUFS; music: -16 LUFS.")]
    public LoudnormPreset Preset { get; init; }

    internal override IEnumerable<SoundOperation> Operations => [StepFilters.HighPass(HighPassHz), new SoundOperation.LowPass(LowPassHz), StepFilters.Loudnorm(Preset, dualMono: true)];
}

[StepInfo("16 kHz, loudnorm", "Resampled, then ffmpeg's loudnorm with targets of one's own.")]
internal sealed record FixedLoudnormStep : PreprocessingStep
{
    [StepNumber("Loudness (LUFS)", "-70 to -5.", -70, -5)]
    public double Lufs { get; init; } = -24;

    [StepNumber("True peak (dBTP)", "-9 to 0.", -9, 0)]
    public double PeakDb { get; init; } = -2;

    [StepNumber("Range (LU)", "1 to 50.", 1, 50)]
    public double RangeLu { get; init; } = 15;

    internal override IEnumerable<SoundOperation> Operations => [StepFilters.Resample(SpeechAudio.SampleRate), StepFilters.Loudnorm(Lufs, PeakDb, RangeLu)];
}

[StepInfo("16 kHz precisely, loudnorm", "As the one before, resampled with more bits.")]
internal sealed record PreciseLoudnormStep : PreprocessingStep
{
    [StepNumber("Precision (bits)", "Of soxr, 15 to 33.", 15, 33)]
    public int Precision { get; init; } = 24;

    [StepNumber("Loudness (LUFS)", "-70 to -5.", -70, -5)]
    public double Lufs { get; init; } = -24;

    [StepNumber("True peak (dBTP)", "-9 to 0.", -9, 0)]
    public double PeakDb { get; init; } = -2;

    [StepNumber("Range (LU)", "1 to 50.", 1, 50)]
    public double RangeLu { get; init; } = 15;

    internal override IEnumerable<SoundOperation> Operations => [StepFilters.Resample(SpeechAudio.SampleRate, Precision), StepFilters.Loudnorm(Lufs, PeakDb, RangeLu)];
}

[StepInfo("Two-pass loudness, linear", "The whole is measured and gets one gain that leaves true peaks under the target's; no limiter.")]
internal sealed record LinearLoudnormStep : PreprocessingStep
{
    [StepChoice("To", "default: -24 LUFS, -2 dBTP; speech: -20, -1; music: -16, -1.")]
    public LoudnormPreset Preset { get; init; }

    internal override IEnumerable<SoundOperation> Operations => [new SoundOperation.Level(Change)];

    private SoundOperation.Gain Change(SoundLevels levels)
    {
        var (lufs, peak) = Preset switch { LoudnormPreset.Speech => (-20.0, -1.0), LoudnormPreset.Music => (-16.0, -1.0), _ => (-24.0, -2.0) };
        return new SoundOperation.Gain(levels is { Lufs: { } loudness, TruePeakDb: { } highest } ? Math.Min(Math.Min(lufs - loudness, peak - highest), LoudnessStep.MostGainDb) : 0, null);
    }
}
