using System.Runtime.InteropServices;
using Microsoft.Extensions.Options;
using Platform.Kernel.Results;
using Platform.Speech.Hosting;
using Platform.Speech.Listening;
using Platform.Speech.VoiceActivity;

namespace Platform.Speech.PocketSphinx;

/// <summary>English without any download: a model of 24 MB that Debian has as a package. Its words are a draft.</summary>
internal sealed class PocketSphinxEngine(IOptionsMonitor<SpeechOptions> options, EngineWorkers workers, VoiceDetectors detectors, TimeProvider clock)
    : ChunkedSpeechToText(detectors, clock)
{
    public const string Id = "pocketsphinx";
    private const string Install = "apt install libpocketsphinx3 pocketsphinx-en-us";

    // Its three parts unpacked, measured.
    private const long Memory = 160 << 20;

    public override EngineInfo Info { get; } = new(Id, "PocketSphinx", "Offline English without a download. Draft quality: good enough to find a passage again.") { Quality = EngineQuality.Draft };

    public override SpeechToTextCapabilities Capabilities { get; } = new() { Languages = ["en"], WordTimes = true, Confidence = true, Streaming = true };

    protected override ChunkPlan Plan { get; } = new(TimeSpan.FromSeconds(20), Pack: false);

    public override Task<EngineState> InspectAsync(CancellationToken cancellationToken) => Task.FromResult(Inspect());

    protected override async Task<Result<IChunkListener>> OpenAsync(SpeechToTextRequest request, CancellationToken cancellationToken)
    {
        if (Inspect() is { Ready: false } state) return Error.Unavailable("speech.engine_missing", $"{state.Detail} {state.Fix}");
        if (request.Model is { } model && model != Id) return Error.InvalidField("model", "speech.model_unknown", $"PocketSphinx has no model '{model}'.");
        var spec = new WorkerSpec(PocketSphinxDecoder.Name, Info.Title, new Dictionary<string, string> { [PocketSphinxDecoder.Folder] = options.CurrentValue.PocketSphinxModelPath }) { Memory = Memory };
        var lease = await workers.TakeAsync(spec, cancellationToken);
        return lease.Ok ? Result.Of<IChunkListener>(new NativeListener(lease.Value, null)) : lease.Error;
    }

    private EngineState Inspect()
    {
        if (workers.WhyUnavailable() is { } reason) return EngineState.Missing(reason + ".", "Start it as the platform's own program.");
        if (!NativeLibrary.TryLoad(PocketSphinxNative.Library, out var library)) return EngineState.Missing("Not installed.", $"Run: {Install}");
        NativeLibrary.Free(library);
        var model = new PocketSphinxModel(options.CurrentValue.PocketSphinxModelPath);
        return model.Missing() is { } missing
            ? EngineState.Missing($"The model is not installed: {missing} is missing.", $"Run: {Install}, or set Speech:PocketSphinxModelPath.", "settings#speech")
            : EngineState.Good($"US English model in {model.Folder}");
    }
}
