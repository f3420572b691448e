using Microsoft.Extensions.Options;
using Platform.Kernel.Results;
using Platform.Speech.Hosting;
using Platform.Speech.Listening;
using Platform.Speech.Models;
using Platform.Speech.VoiceActivity;

namespace Platform.Speech.Whisper;

/// <summary>Whisper models by whisper.cpp, in an engine host.</summary>
internal sealed class WhisperEngine(IOptionsMonitor<WhisperOptions> options, ModelFolder models, EngineWorkers workers, VoiceDetectors detectors, TimeProvider clock)
    : ChunkedSpeechToText(detectors, clock)
{
    public const string Id = "whisper";
    private const string SlowNote = "The library that comes with the platform runs on any processor and is many times slower than one built for yours: install libwhisper1, or set Speech:Whisper:LibraryPath.";

    // whisper.h itself says of the first that it is not implemented.
    private static readonly Dictionary<string, string> Unused = new()
    {
        ["patience"] = "whisper.cpp takes it and does not use it",
        ["repetition_penalty"] = "whisper.cpp has no repetition penalty",
        ["no_repeat_ngram_size"] = "whisper.cpp cannot forbid repeated n-grams",
    };

    public override EngineInfo Info { get; } = new(Id, "Whisper", "99 languages, offline. Needs a model of 75 MB to 3 GB; the larger, the better and slower.");

    public override SpeechToTextCapabilities Capabilities { get; } = new()
    {
        DetectsLanguage = true,
        WordTimes = true,
        Confidence = true,
        TranslatesToEnglish = true,
        Streaming = true,
        DecodingOptions = true,
        InventsText = true,
    };

    // The model's window.
    protected override ChunkPlan Plan { get; } = new(TimeSpan.FromSeconds(30), Pack: true);

    public override Task<EngineState> InspectAsync(CancellationToken cancellationToken) => Task.FromResult(Inspect());

    protected override async Task<Result<IChunkListener>> OpenAsync(SpeechToTextRequest request, CancellationToken cancellationToken)
    {
        if (Inspect() is { Ready: false } state && (request.Model is null || Library() is null)) return Error.Unavailable("speech.engine_missing", $"{Info.Title}: {state.Detail} {state.Fix}");
        var chosen = Choose(request.Model);
        if (!chosen.Ok) return chosen.Error;
        var file = WhisperFile.Read(models.PathOf(chosen.Value));
        if (!file.Ok) return file.Error;
        if (!file.Value.Multilingual && (request.Task == SpeechTask.TranslateToEnglish || request.Language is { } language && !language.StartsWith("en", StringComparison.OrdinalIgnoreCase)))
            return Error.Invalid("speech.not_capable", $"The model {chosen.Value.Name} knows English only. Choose one without .en in its name.");
        var lease = await workers.TakeAsync(Spec(chosen.Value, file.Value), cancellationToken);
        return lease.Ok ? Result.Of<IChunkListener>(new NativeListener(lease.Value, chosen.Value.Name, Unused)) : lease.Error;
    }

    private WorkerSpec Spec(InstalledModel model, WhisperFile file)
    {
        var library = Library()!;
        return new WorkerSpec(WhisperDecoder.Name, $"Whisper with model {model.Name}", new Dictionary<string, string>
        {
            [WhisperDecoder.Library] = library.File,
            [WhisperDecoder.Before] = string.Join('\n', library.Before),
            [WhisperDecoder.Model] = models.PathOf(model),
            [WhisperDecoder.Gpu] = options.CurrentValue.UseGpu.ToString(),
        })
        { Memory = file.Memory };
    }

    private EngineState Inspect()
    {
        if (workers.WhyUnavailable() is { } reason) return EngineState.Missing(reason + ".", "Start it as the platform's own program.");
        if (Library() is not { } library)
        {
            return options.CurrentValue.LibraryPath is { Length: > 0 } path
                ? EngineState.Missing($"There is no libwhisper in {path}.", "Set Speech:Whisper:LibraryPath to the folder that holds it.", "settings#speech-whisper")
                : EngineState.Missing("The library is not installed.", "Install libwhisper1, or set Speech:Whisper:LibraryPath.", "settings#speech-whisper");
        }

        var model = Choose(null);
        return model.Ok
            ? EngineState.Good($"Model {model.Value.Name} ({model.Value.Bytes >> 20} MB), library: {library.Source}.", library.IsSlow ? SlowNote : null)
            : EngineState.Missing(model.Error.Message, "Download one.", "speech");
    }

    private Result<InstalledModel> Choose(string? name)
    {
        var installed = models.List().Where(m => m.Kind == ModelKind.Whisper).ToList();
        name ??= options.CurrentValue.Model is { Length: > 0 } configured ? configured : null;
        if (name is null) return installed.MaxBy(m => m.Bytes) is { } best ? best : Error.Unavailable("speech.model_missing", "No model is installed.");
        return installed.Find(m => m.Name == name) is { } found
            ? found
            : Error.InvalidField("model", "speech.model_unknown", $"The model '{name}' is not installed; {(installed.Count == 0 ? "none is" : $"there are: {string.Join(", ", installed.Select(m => m.Name))}")}. Get it with: platform models download {name}");
    }

    private WhisperLibrary? Library() => WhisperLibrary.Find(options.CurrentValue.LibraryPath, AppContext.BaseDirectory);
}
