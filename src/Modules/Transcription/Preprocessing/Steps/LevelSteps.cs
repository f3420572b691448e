namespace Platform.Transcription.Preprocessing.Steps;

[StepInfo("Even out", "ffmpeg's dynaudnorm: quiet passages are brought up, loud ones stay.")]
internal sealed record DynamicStep : PreprocessingStep
{
    [StepNumber("Frame (ms)", "10 to 8000.", 10, 8000)]
    public int FrameMs { get; init; } = 500;

    [OddNumber]
    [StepNumber("Smoothed over (frames)", "Odd, 3 to 301; the larger, the slower.", 3, 301)]
    public int Gaussian { get; init; } = 31;

    [StepNumber("Peak (0 to 1)", "The loudest a frame may get.", 0.05, 1)]
    public double Peak { get; init; } = 0.95;

    [StepNumber("Most gain (times)", "1 to 100.", 1, 100)]
    public double MaxGain { get; init; } = 10;

    internal override IEnumerable<SoundOperation> Operations => [StepFilters.Dynamic(FrameMs, Gaussian, Peak, MaxGain)];
}

[StepInfo("Even out, carefully", "dynaudnorm with short frames and little smoothing.")]
internal sealed record ConservativeDynamicStep : PreprocessingStep
{
    internal override IEnumerable<SoundOperation> Operations => [StepFilters.Dynamic(150, 15, 0.95, 10)];
}

[StepInfo("Limiter", "Holds peaks under a level and leaves the rest.")]
internal sealed record LimiterStep : PreprocessingStep
{
    [StepNumber("Peaks under (dBFS)", "-24 to 0.", -24, 0)]
    public double LimitDb { get; init; }

    internal override IEnumerable<SoundOperation> Operations => [StepFilters.Limit(LimitDb)];
}

[StepInfo("Louder", "A fixed gain; peaks are held.")]
internal sealed record VolumeStep : PreprocessingStep
{
    [StepNumber("By (dB)", "-30 to 30.", -30, 30)]
    public double VolumeDb { get; init; } = 1;

    [StepNumber("Peaks under (dBFS)", "-24 to 0.", -24, 0)]
    public double LimitDb { get; init; }

    internal override IEnumerable<SoundOperation> Operations => [new SoundOperation.Gain(VolumeDb, LimitDb)];
}

[StepInfo("Peak, where quiet", "Where the highest peak is lower than this, the whole is made louder; never quieter.")]
internal sealed record PeakStep : PreprocessingStep
{
    private const double LimitDb = -0.18;

    [StepNumber("Highest peak (dBFS)", "-40 to 0.", -40, 0)]
    public double TargetDb { get; init; } = -6;

    [StepNumber("Most gain (dB)", "0 to 40.", 0, 40)]
    public double MaxGainDb { get; init; } = 6;

    internal override IEnumerable<SoundOperation> Operations =>
        [new SoundOperation.Level(l => new SoundOperation.Gain(l.PeakDb is { } peak ? Math.Clamp(TargetDb - peak, 0, MaxGainDb) : 0, LimitDb))];
}

[StepInfo("Peak", "The whole is measured and brought to a highest peak, louder or quieter, as SoX's norm.")]
internal sealed record SoxPeakStep : PreprocessingStep
{
    [StepNumber("Highest peak (dBFS)", "-40 to 0.", -40, 0)]
    public double TargetDb { get; init; } = -3;

    internal override IEnumerable<SoundOperation> Operations => [new SoundOperation.Level(l => new SoundOperation.Gain(l.PeakDb is { } peak ? TargetDb - peak : 0, null))];
}

[StepInfo("Compressor", "ffmpeg's compand: quiet passages come nearer to loud ones; peaks are held.")]
internal sealed record CompressorStep : PreprocessingStep
{
    [StepNumber("Attack (s)", "0.001 to 5.", 0.001, 5)]
    public double AttackSeconds { get; init; } = 0.3;

    [StepNumber("Decay (s)", "0.001 to 5.", 0.001, 5)]
    public double DecaySeconds { get; init; } = 0.8;

    [StepNumber("Gain after (dB)", "-30 to 30.", -30, 30)]
    public double GainDb { get; init; } = -3;

    [StepNumber("Peaks under (dBFS)", "-24 to 0.", -24, 0)]
    public double LimitDb { get; init; }

    internal override IEnumerable<SoundOperation> Operations =>
    [
        new SoundOperation.Filter(StepFilters.Invariant($"compand=attacks={AttackSeconds}:decays={DecaySeconds}:points=-70/-60|-30/-15|0/-3:gain={GainDb}"), Remembers: true), StepFilters.Limit(LimitDb),
    ];
}
