using Microsoft.Extensions.Logging.Abstractions;
using Platform.Data;
using Platform.Media;
using Platform.Media.Tools;
using Platform.Speech.Hosting;
using Platform.Speech.Models;
using Platform.Speech.OpenAi;
using Platform.Speech.PocketSphinx;
using Platform.Speech.Synthesis;
using Platform.Speech.VoiceActivity;
using Platform.Speech.Whisper;

namespace Platform.Speech.Tests;

/// <summary>The speech floor with real engine hosts: this test assembly, started as one.</summary>
internal sealed class Floor : IAsyncDisposable
{
    public Floor(TimeProvider? clock = null)
    {
        Tool = new ExternalTool(TimeProvider.System, NullLogger<ExternalTool>.Instance);
        Workers = new EngineWorkers(Tool, HostOptions, Host, clock ?? TimeProvider.System, NullLogger<EngineWorkers>.Instance);
        Models = FolderWith(new ModelCatalogue());
        Directory.CreateDirectory(Models.FullPath);
        Silero = new SileroDetector(WhisperOptions, Models, Workers);
        Detectors = new VoiceDetectors([Silero, new LevelDetector()]);
        Whisper = new WhisperEngine(WhisperOptions, Models, Workers, Detectors, TimeProvider.System);
        PocketSphinx = new PocketSphinxEngine(Options, Workers, Detectors, TimeProvider.System);
        Server = new OpenAiServer(OpenAiOptions);
        Remote = new OpenAiSpeechToText(Server, Detectors, TimeProvider.System);
        Espeak = new EspeakEngine(Tool, Options);
        Flite = new FliteEngine(Tool, Options);
        Files = new SpeechAudioFiles(Tool, new Settings<MediaOptions>(new MediaOptions()));
    }

    public static EngineCommand Host { get; } = new([Environment.ProcessPath!, typeof(Floor).Assembly.Location, EngineHost.Verb]);

    public Settings<SpeechOptions> Options { get; } = new(new SpeechOptions());

    public Settings<EngineHostOptions> HostOptions { get; } = new(new EngineHostOptions { ReserveMegabytes = 0 });

    public Settings<WhisperOptions> WhisperOptions { get; } = new(new WhisperOptions { UseGpu = false });

    public Settings<ModelOptions> ModelOptions { get; } = new(new ModelOptions());

    /// <summary>A folder of its own, gone at the end.</summary>
    public string Data { get; } = Directory.CreateTempSubdirectory("platform-test-").FullName;

    public ModelFolder Models { get; }

    public SileroDetector Silero { get; }

    public WhisperEngine Whisper { get; }

    public Settings<OpenAiOptions> OpenAiOptions { get; } = new(new OpenAiOptions { Retries = 0, TimeoutSeconds = 60 });

    public OpenAiServer Server { get; }

    public OpenAiSpeechToText Remote { get; }

    public ExternalTool Tool { get; }

    public EngineWorkers Workers { get; }

    public VoiceDetectors Detectors { get; }

    public PocketSphinxEngine PocketSphinx { get; }

    public EspeakEngine Espeak { get; }

    public FliteEngine Flite { get; }

    public SpeechAudioFiles Files { get; }

    public ModelFolder FolderWith(ModelCatalogue catalogue) =>
        new(ModelOptions, new DataDirectory(new Settings<StorageOptions>(new StorageOptions { DataPath = Data })), catalogue);

    public async ValueTask DisposeAsync()
    {
        Server.Dispose();
        await Workers.DisposeAsync();
        Directory.Delete(Data, recursive: true);
    }
}
