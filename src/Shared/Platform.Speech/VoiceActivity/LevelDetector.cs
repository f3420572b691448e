using Platform.Kernel.Results;

namespace Platform.Speech.VoiceActivity;

/// <summary>The level gate as an engine that can be chosen.</summary>
internal sealed class LevelDetector : IVoiceDetector
{
    public EngineInfo Info { get; } = new("level", "Level gate", "Speech is what stands out of the noise. Needs nothing, costs next to nothing.") { Quality = EngineQuality.Draft };

    public Task<EngineState> InspectAsync(CancellationToken cancellationToken) => Task.FromResult(EngineState.Good("Built in"));

    public Task<Result<IVoiceScorer>> OpenAsync(CancellationToken cancellationToken) => Task.FromResult(Result.Of<IVoiceScorer>(new LevelGate()));

    public IAsyncEnumerable<SpeechRegion> DetectAsync(SpeechAudio audio, VoiceOptions options, CancellationToken cancellationToken) =>
        VoiceDetectors.DetectAsync(OpenAsync, audio, options, cancellationToken);
}
