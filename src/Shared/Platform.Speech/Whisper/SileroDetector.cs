using Microsoft.Extensions.Options;
using Platform.Kernel.Results;
using Platform.Speech.Hosting;
using Platform.Speech.Hosting.Wire;
using Platform.Speech.Models;
using Platform.Speech.VoiceActivity;

namespace Platform.Speech.Whisper;

/// <summary>Silero's voice model in whisper.cpp, in an engine host.</summary>
internal sealed class SileroDetector(IOptionsMonitor<WhisperOptions> options, ModelFolder models, EngineWorkers workers) : IVoiceDetector
{
    private const long Memory = 100 << 20;

    public EngineInfo Info { get; } = new("silero", "Silero", "Tells speech from noise and music, not only from silence. Needs a model of 1 MB.");

    public Task<EngineState> InspectAsync(CancellationToken cancellationToken)
    {
        var state = workers.WhyUnavailable() is { } reason ? EngineState.Missing(reason + ".", "Start it as the platform's own program.")
            : Library() is not { } library ? EngineState.Missing("libwhisper is not installed.", "Install libwhisper1, or set Speech:Whisper:LibraryPath.", "settings#speech-whisper")
            : Model() is not { } model ? EngineState.Missing("Its model is not installed; speech is told from silence by level.", "Download silero-v5.1.2.", "speech")
            : EngineState.Good($"Model {model.Name}, library: {library.Source}.");
        return Task.FromResult(state);
    }

    public async Task<Result<IVoiceScorer>> OpenAsync(CancellationToken cancellationToken)
    {
        var state = await InspectAsync(cancellationToken);
        if (!state.Ready) return Error.Unavailable("speech.engine_missing", $"{Info.Title}: {state.Detail} {state.Fix}");
        var (library, model) = (Library()!, Model()!);
        if (SileroFile.WhyNot(models.PathOf(model)) is { } broken) return Error.Unavailable("speech.model_invalid", $"Silero cannot use the model {model.Name}: {broken}. Delete it and download it again.");
        var spec = new WorkerSpec(SileroDecoder.Name, $"Silero with model {model.Name}", new Dictionary<string, string>
        {
            [WhisperDecoder.Library] = library.File,
            [WhisperDecoder.Before] = string.Join('\n', library.Before),
            [WhisperDecoder.Model] = models.PathOf(model),
        })
        { Memory = Memory, Helper = true };
        return Result.Of<IVoiceScorer>(new Scorer(workers, spec));
    }

    public IAsyncEnumerable<SpeechRegion> DetectAsync(SpeechAudio audio, VoiceOptions voice, CancellationToken cancellationToken) =>
        VoiceDetectors.DetectAsync(OpenAsync, audio, voice, cancellationToken);

    private InstalledModel? Model() => models.List().FirstOrDefault(m => m.Kind == ModelKind.Voice);

    private WhisperLibrary? Library() => WhisperLibrary.Find(options.CurrentValue.LibraryPath, AppContext.BaseDirectory);

    /// <summary>Takes a worker for each block and gives it back: who holds one while waiting for another can wait for ever.</summary>
    private sealed class Scorer(EngineWorkers workers, WorkerSpec spec) : IVoiceScorer
    {
        public async ValueTask<IReadOnlyList<float>> ScoreAsync(ReadOnlyMemory<float> block, CancellationToken cancellationToken)
        {
            var lease = await workers.TakeAsync(spec, cancellationToken);
            if (!lease.Ok) throw new SpeechException(lease.Error);
            await using var worker = lease.Value;
            var answer = await worker.WorkAsync(block, new WorkOrder(), null, cancellationToken);
            return answer.Ok ? answer.Value.Speech : throw new SpeechException(answer.Error);
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
