using System.CommandLine;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Platform.Data;
using Platform.Kernel.CommandLine;
using Platform.Kernel.Results;
using Platform.Media;
using Platform.Speech;
using Platform.Speech.Hosting;
using Platform.Speech.Models;
using Platform.Transcription.Cli;
using Platform.Transcription.Preprocessing;
using Platform.Transcription.Presets;
using Platform.Transcription.SttFaster;

namespace Platform.Transcription.Tests.Cli;

/// <summary><c>platform transcribe</c> with a record of its own, in a container without database and service.</summary>
internal sealed class CommandLine : IAsyncDisposable
{
    public const string EstonianModel = "whisper-large-v3-turbo-et-verbatim";
    private readonly FakeModels _models = new();
    private readonly ServiceProvider _provider;

    /// <param name="engine">Hears instead of the real engines.</param>
    public CommandLine(FakeEngine? engine = null)
    {
        Directory.CreateDirectory(Input);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Speech:EngineHost:ReserveMegabytes"] = "0" }).Build();
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(configuration);
        services.AddLogging();
        services.AddSingleton(new EngineCommand([Environment.ProcessPath!, typeof(CommandLine).Assembly.Location, EngineHost.Verb]));
        services.AddSingleton(new DataDirectory(Options.Create(new StorageOptions { DataPath = Tools.Folder })));
        services.AddPlatformMedia(configuration);
        services.AddPlatformSpeech();
        services.AddSingleton<RecipeRules>().AddPreprocessing().AddTranscribeCommand();
        services.RemoveAll<ISpeechModels>();
        services.AddSingleton<ISpeechModels>(_models);
        if (engine is not null)
        {
            services.RemoveAll<ISpeechToText>();
            services.AddSingleton<ISpeechToText>(engine);
        }

        _provider = services.BuildServiceProvider();
    }

    public Tools Tools { get; } = new();

    public string Input => Tools.PathOf("in");

    public string Record => Tools.PathOf("state.db");

    /// <summary>stt-faster's environment variables.</summary>
    public Dictionary<string, string?> Variables { get; } = [];

    /// <summary>Says that a preset's model is here.</summary>
    public void Install(string model) => _models.Installed.Add(model);

    /// <summary>A recording of half a second in the input folder.</summary>
    public async Task<string> AddAsync(string name, params string[] arguments)
    {
        var path = Path.Combine(Input, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await Tools.RunAsync("ffmpeg", ["-v", "error", "-f", "lavfi", "-i", "sine=d=0.5:r=16000", .. arguments, path]);
        return path;
    }

    public async Task<(int Code, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        var services = new CommandServices(new ConfigurationBuilder().Build(), () => _provider, (_, _) => throw new IOException("no database here"));
        var options = new TranscribeOptions { Variables = () => SttEnvironment.Read(Variables) };
        var (output, errors) = (new StringWriter(), new StringWriter());
        var parsed = new RootCommand { TranscribeCommand.Create(services, options) }.Parse(["transcribe", "--db-path", Record, .. arguments]);
        var code = await parsed.InvokeAsync(new InvocationConfiguration { Output = output, Error = errors, EnableDefaultExceptionHandler = false });
        return (parsed.Errors.Count > 0 ? ExitCodes.Usage : code, output.ToString(), errors.ToString());
    }

    /// <summary>Names in a folder below the input, in order.</summary>
    public string[] Names(string folder = "")
    {
        var path = Path.Combine(Input, folder);
        return Directory.Exists(path) ? [.. Directory.GetFiles(path).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)] : [];
    }

    public async ValueTask DisposeAsync()
    {
        await _provider.DisposeAsync();
        Tools.Dispose();
    }
}

/// <summary>An engine that says what it is told to, at once.</summary>
internal sealed class FakeEngine(string id = "whisper") : ISpeechToText
{
    public EngineInfo Info { get; } = new(id, "Fake", "For tests.");

    public SpeechToTextCapabilities Capabilities { get; } = new() { DetectsLanguage = true, WordTimes = true, DecodingOptions = true, TranslatesToEnglish = true };

    public List<SpeechToTextRequest> Requests { get; } = [];

    public string Text { get; set; } = "Tere õhtust, äike üle järve.";

    /// <summary>What the run of this number, from 0, fails with; an exception is thrown.</summary>
    public Func<int, object?> Fails { get; set; } = _ => null;

    public Dictionary<string, string> Details { get; } = [];

    /// <summary>What it says it was called with; null: it does not tell.</summary>
    public Func<SpeechToTextRequest, SpeechEvent.Applied>? Applied { get; set; }

    /// <summary>What it hears besides.</summary>
    public IReadOnlyList<TranscriptSegment> Segments { get; set; } = [];

    public Task<EngineState> InspectAsync(CancellationToken cancellationToken) => Task.FromResult(EngineState.Good("Ready."));

    public async IAsyncEnumerable<SpeechEvent> TranscribeAsync(SpeechAudio audio, SpeechToTextRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Requests.Add(request);
        long samples = 0;
        await foreach (var block in audio.ReadAsync(request.StartAt, cancellationToken)) samples += block.Length;
        var end = SpeechAudio.ToTime(samples);
        if (Fails(Requests.Count - 1) is { } failure)
        {
            if (failure is Exception exception) throw exception;
            yield return new SpeechEvent.Failed((Error)failure, TimeSpan.Zero);
            yield break;
        }

        yield return new SpeechEvent.Started(Info.Id, request.Model ?? "fake", Details);
        if (Applied?.Invoke(request) is { } applied) yield return applied;
        yield return new SpeechEvent.LanguageDetected(request.Language ?? "fi", request.Language is null ? 0.87654 : null);
        foreach (var segment in Segments) yield return new SpeechEvent.Heard(segment);
        yield return new SpeechEvent.Heard(new TranscriptSegment(TimeSpan.Zero, end / 2, " " + Text) { NoSpeechProbability = 0.1, AverageLogProbability = -0.25 });
        yield return new SpeechEvent.Heard(new TranscriptSegment(end / 2, end, "Lõpp."));
        yield return new SpeechEvent.Progress(end, end, end);
        yield return new SpeechEvent.Finished(new TranscriptionSummary { Audio = end, Speech = end, Took = TimeSpan.FromMilliseconds(10) });
    }
}

/// <summary>A catalogue with one model, and what a test says is installed.</summary>
internal sealed class FakeModels : ISpeechModels
{
    public List<string> Installed { get; } = [];

    public IReadOnlyList<ModelView> List() =>
        [.. Installed.Select(n => View(n, ModelState.Installed)), .. Installed.Contains("small") ? Array.Empty<ModelView>() : [View("small", ModelState.Available)]];

    private static ModelView View(string name, ModelState state) => new() { Name = name, Kind = ModelKind.Whisper, Description = "", Megabytes = 4, State = state };
}
