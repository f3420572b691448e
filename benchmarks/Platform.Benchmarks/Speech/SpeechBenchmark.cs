using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Platform.Data;
using Platform.Media;
using Platform.Speech;
using Platform.Speech.Hosting;

namespace Platform.Benchmarks.Speech;

/// <summary>
/// Every speech engine that is ready on this machine, on the same text: how long loading takes, how fast it works against real time, and
/// how many words are wrong. Engines that need a model use the one in the folder that SPEECH_MODELS names, if any.
/// </summary>
internal static class SpeechBenchmark
{
    private const string Text =
        "The weather will be cold and cloudy in the morning. The president will speak to the people at nine o'clock. "
        + "The market closed higher today after a week of heavy losses. Police are looking for two men who were seen near the station. "
        + "The train to the city leaves every hour. Heavy rain is expected in the north on Friday.";

    public static async Task RunAsync()
    {
        await using var provider = Floor();
        var engines = provider.GetRequiredService<SpeechEngines>();
        Row("engine", "on", "first run, s", "x real time", "WER");
        var spoken = await SpeakAsync(engines, provider.GetRequiredService<SpeechAudioFiles>());
        foreach (var engine in engines.SpeechToText)
        {
            var state = await engine.InspectAsync(CancellationToken.None);
            if (!state.Ready) Row(engine.Info.Title, "not ready: " + state.Detail, "", "", "");
            else foreach (var (voice, audio) in spoken) await HearAsync(engine, voice, audio);
        }

        foreach (var engine in engines.VoiceActivity) await DetectAsync(engine, spoken[0].Audio);
        foreach (var engine in engines.Translation) await TranslateAsync(engine);
    }

    private static ServiceProvider Floor()
    {
        var models = Environment.GetEnvironmentVariable("SPEECH_MODELS") ?? "";
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Speech:Models:Path"] = models }).Build();
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(configuration);
        services.AddLogging();
        services.AddSingleton(new EngineCommand([Environment.ProcessPath!, .. Hosted(), EngineHost.Verb]));
        services.AddSingleton(new DataDirectory(Options.Create(new StorageOptions { DataPath = Path.GetTempPath() })));
        services.AddPlatformMedia(configuration);
        services.AddPlatformSpeech();
        return services.BuildServiceProvider();
    }

    // Started by "dotnet", the assembly is an argument; as a program of its own it is not.
    private static string[] Hosted() => Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(SpeechBenchmark).Assembly.Location] : [];

    private static async Task<List<(string Voice, SpeechAudio Audio)>> SpeakAsync(SpeechEngines engines, SpeechAudioFiles files)
    {
        var spoken = new List<(string, SpeechAudio)>();
        foreach (var (id, voice) in ((string, string)[])[("flite", "slt"), ("espeak-ng", "en-us"), ("espeak-ng", "en-gb"), ("espeak-ng", "en-us+f3")])
        {
            var engine = engines.TextToSpeech.First(e => e.Info.Id == id);
            var (clip, start) = (Recording.Clip(), Stopwatch.GetTimestamp());
            var result = await engine.SpeakAsync(new SpeakRequest(Text) { Voice = voice }, clip, CancellationToken.None);
            if (!result.Ok)
            {
                Row(engine.Info.Title, result.Error.Message, "", "", "");
                continue;
            }

            Row(engine.Info.Title, "voice " + voice, "", Times(result.Value, Stopwatch.GetElapsedTime(start)), "");
            spoken.Add(($"{id} {voice}", await clip.ToAudioAsync(files)));
        }

        return spoken;
    }

    private static async Task HearAsync(ISpeechToText engine, string voice, SpeechAudio audio)
    {
        var request = new SpeechToTextRequest { Language = "en" };
        var first = Stopwatch.GetTimestamp();
        await engine.TranscribeAsync(audio, request, CancellationToken.None).CollectAsync(CancellationToken.None);
        var cold = Stopwatch.GetElapsedTime(first);
        var start = Stopwatch.GetTimestamp();
        var heard = await engine.TranscribeAsync(audio, request, CancellationToken.None).CollectAsync(CancellationToken.None);
        Row(engine.Info.Title, voice, Number(cold.TotalSeconds), Times(audio.Duration!.Value, Stopwatch.GetElapsedTime(start)),
            heard.Ok ? WordErrors.Rate(Text, heard.Value.Text).ToString("P1", CultureInfo.InvariantCulture) : heard.Error.Message);
    }

    private static async Task DetectAsync(IVoiceActivity engine, SpeechAudio audio)
    {
        var state = await engine.InspectAsync(CancellationToken.None);
        var (start, found) = (Stopwatch.GetTimestamp(), 0.0);
        if (state.Ready) await foreach (var region in engine.DetectAsync(audio, new VoiceOptions(), CancellationToken.None)) found += region.Length.TotalSeconds;
        Row(engine.Info.Title, state.Ready ? $"{Number(found)} s of speech" : "not ready: " + state.Detail, "", state.Ready ? Times(audio.Duration!.Value, Stopwatch.GetElapsedTime(start)) : "", "");
    }

    private static async Task TranslateAsync(ITranslator engine)
    {
        var state = await engine.InspectAsync(CancellationToken.None);
        var start = Stopwatch.GetTimestamp();
        var result = state.Ready ? await engine.TranslateAsync(new TranslateRequest(Text, "en", "es"), CancellationToken.None) : default;
        Row(engine.Info.Title, state.Ready ? "English to Spanish" : "not ready: " + state.Detail, state.Ready ? Number(Stopwatch.GetElapsedTime(start).TotalSeconds) : "", "", result.Error?.Message ?? "");
    }

    private static string Times(TimeSpan audio, TimeSpan took) => Number(audio / took);

    private static string Number(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);

    private static void Row(params string[] cells) => System.Console.WriteLine($"| {string.Join(" | ", cells)} |");
}
