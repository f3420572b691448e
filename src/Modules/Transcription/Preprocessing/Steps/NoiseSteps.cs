using Platform.Speech;

namespace Platform.Transcription.Preprocessing.Steps;

[StepInfo("High-pass", "Takes out rumble below a frequency.")]
internal sealed record HighPassStep : PreprocessingStep
{
    [StepNumber("Below (Hz)", "10 to 2000.", 10, 2000)]
    public double Hz { get; init; } = 80;

    internal override IEnumerable<SoundOperation> Operations => [StepFilters.HighPass(Hz)];
}

[StepInfo("Low-pass", "Takes out hiss above a frequency.")]
internal sealed record LowPassStep : PreprocessingStep
{
    [StepNumber("Above (Hz)", "500 to 20000; without effect where the sound has nothing there.", 500, 20_000)]
    public double Hz { get; init; } = 8000;

    internal override IEnumerable<SoundOperation> Operations => [new SoundOperation.LowPass(Hz)];
}

[StepInfo("Resample", "To another rate, by soxr. Engines hear 16 kHz in the end in any case.")]
internal sealed record ResampleStep : PreprocessingStep
{
    [StepNumber("Rate (Hz)", "8000 to 192000.", 8000, 192_000)]
    public int Rate { get; init; } = SpeechAudio.SampleRate;

    internal override IEnumerable<SoundOperation> Operations => [StepFilters.Resample(Rate)];
}

[StepInfo("RNNoise", "A small neural network takes noise out; needs its model.")]
internal sealed record RnnoiseStep : PreprocessingStep
{
    [StepNumber("Share (0 to 1)", "Of the sound that goes through RNNoise.", 0, 1)]
    public double Mix { get; init; } = 0.4;

    internal override IEnumerable<SoundOperation> Operations => Mix > 0 ? [new SoundOperation.Rnnoise(Mix)] : [];
}

[StepInfo("Noise gate", "Steady noise, learnt from the quietest five seconds, is halved. Comes last.")]
internal sealed record DenoiseStep : PreprocessingStep
{
    internal override IEnumerable<SoundOperation> Operations => [new SoundOperation.Gate(0.5f, 1.25)];
}

[StepInfo("Noise gate, adjustable", "As the noise gate, with its own strength. Comes last.")]
internal sealed record CustomDenoiseStep : PreprocessingStep
{
    [StepNumber("Quieter by (0 to 1)", "0.5 halves the noise, 1 removes it.", 0, 1)]
    public double Decrease { get; init; } = 0.5;

    [StepNumber("Threshold (deviations)", "What is this far above the noise is no noise, 0 to 5.", 0, 5)]
    public double Deviations { get; init; } = 1.25;

    internal override IEnumerable<SoundOperation> Operations => [new SoundOperation.Gate((float)Decrease, Deviations)];
}
