using Microsoft.Extensions.Logging.Abstractions;
using Platform.Media;
using Platform.Media.Tools;
using Platform.Speech.Hosting;
using Platform.Speech.PocketSphinx;
using Platform.Speech.Synthesis;
using Platform.Speech.VoiceActivity;

namespace Platform.Speech.Tests;

/// <summary>The speech floor with real engine hosts: this test assembly, started as one.</summary>
internal sealed class Floor : IAsyncDisposable
{
    public Floor(TimeProvider? clock = null)
    {
        Tool = new ExternalTool(TimeProvider.System, NullLogger<ExternalTool>.Instance);
        Workers = new EngineWorkers(Tool, HostOptions, Host, clock ?? TimeProvider.System, NullLogger<EngineWorkers>.Instance);
        Detectors = new VoiceDetectors([new LevelDetector()]);
        PocketSphinx = new PocketSphinxEngine(Options, Workers, Detectors, TimeProvider.System);
        Espeak = new EspeakEngine(Tool, Options);
        Flite = new FliteEngine(Tool, Options);
        Files = new SpeechAudioFiles(Tool, new Settings<MediaOptions>(new MediaOptions()));
    }

    public static EngineCommand Host { get; } = new([Environment.ProcessPath!, typeof(Floor).Assembly.Location, EngineHost.Verb]);

    public Settings<SpeechOptions> Options { get; } = new(new SpeechOptions());

    public Settings<EngineHostOptions> HostOptions { get; } = new(new EngineHostOptions { ReserveMegabytes = 0 });

    public ExternalTool Tool { get; }

    public EngineWorkers Workers { get; }

    public VoiceDetectors Detectors { get; }

    public PocketSphinxEngine PocketSphinx { get; }

    public EspeakEngine Espeak { get; }

    public FliteEngine Flite { get; }

    public SpeechAudioFiles Files { get; }

    public ValueTask DisposeAsync() => Workers.DisposeAsync();
}
