using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Platform.Data;
using Platform.Media;
using Platform.Media.Tools;
using Platform.Media.Urls;
using Platform.Speech;
using Platform.Transcription.Preprocessing;

namespace Platform.Transcription.Tests;

/// <summary>The real programs, and folders that are gone at the end.</summary>
internal sealed class Tools : IDisposable
{
    private readonly List<ServiceProvider> _services = [];

    public ExternalTool Runner { get; } = new(TimeProvider.System, NullLogger<ExternalTool>.Instance);

    public string Folder { get; } = Directory.CreateTempSubdirectory("platform-test-").FullName;

    public AudioProbe Probe => new(Runner, new Settings<MediaOptions>(new MediaOptions()));

    public SpeechAudioFiles Files => new(Runner, new Settings<MediaOptions>(new MediaOptions()));

    public Preprocessor Preprocessor => new(Probe, Files, Rnnoise(), TimeProvider.System);

    /// <summary>Of a folder of its own here.</summary>
    public RnnoiseModel Rnnoise(TimeProvider? clock = null, string networks = "127.0.0.0/8")
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["UrlGuard:AllowedNetworks"] = networks }).Build();
        var services = new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddLogging().AddPlatformMedia(configuration).BuildServiceProvider();
        _services.Add(services);
        return new RnnoiseModel(services.GetRequiredService<GuardedHttp>(), new DataDirectory(new Settings<StorageOptions>(new StorageOptions { DataPath = Folder })), clock ?? TimeProvider.System);
    }

    public string PathOf(string name) => Path.Combine(Folder, name);

    public async Task<string> RunAsync(string program, params string[] arguments)
    {
        var result = await Runner.RunAsync(new ToolRequest(program, arguments) { Timeout = TimeSpan.FromSeconds(60) }, CancellationToken.None);
        Assert.True(result.Exit == ToolExit.Ok, result.Explanation);
        return result.OutputText;
    }

    /// <summary>Speech of flite, about 11 s, mono at 16 kHz, as ffmpeg makes it with the arguments.</summary>
    public async Task<string> SpeakAsync(string name, params string[] ffmpeg)
    {
        var wav = PathOf("flite.wav");
        if (!File.Exists(wav)) await RunAsync("flite", "-voice", "slt", "-t", Text, "-o", wav);
        await RunAsync("ffmpeg", ["-v", "error", "-y", "-i", wav, .. ffmpeg, PathOf(name)]);
        return PathOf(name);
    }

    public const string Text = "The weather will be cold and cloudy in the morning. The president will speak to the people at nine o'clock. The market closed higher today after a week of heavy losses.";

    public void Dispose()
    {
        foreach (var services in _services) services.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
