using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Platform.Data;
using Platform.Media;
using Platform.Speech;
using Platform.Speech.Hosting;
using Platform.Speech.Hosting.Wire;
using Platform.Speech.PocketSphinx;
using Platform.Transcription.Cli;
using Platform.Transcription.Preprocessing;
using Platform.Transcription.Presets;
using Platform.Transcription.SttFaster;

namespace Platform.Benchmarks.Transcription;

/// <summary>
/// The same speech by the bare engine, called in this process on samples that are in memory, and by the whole of the platform from the MP3
/// file on: probing, decoding, preparing, finding the speech, the engine's own process, writing files. CPU time of both, ways in turns.
/// </summary>
internal static class EngineOverhead
{
    private const int Rounds = 3;
    private const int Repeats = 4;

    public static async Task RunAsync(string folder)
    {
        var file = await MakeAsync(folder);
        var prepared = new TranscriptionRecipe { Engine = "pocketsphinx", Language = "en", WordTimes = true };
        var plain = prepared with { Preprocessing = new PreprocessingOptions { Enabled = false } };
        var (bare, whole, unprepared) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            // Each on the very samples its counterpart hears: prepared sound is other work for the engine.
            var (samples, regions) = await SpeechAsync(folder, file, prepared);
            bare.Add(Cpu(() => Bare(samples, regions)));
            whole.Add(await CpuAsync(() => WholeAsync(folder, file, prepared)));
            unprepared.Add(await CpuAsync(() => WholeAsync(folder, file, plain)));
        }

        System.Console.WriteLine("| way | CPU s, median | against bare |");
        Row("bare engine, in process, samples in memory", bare, bare);
        Row("platform, without preprocessing", unprepared, bare);
        Row("platform, with preprocessing", whole, bare);
    }

    private static async Task<string> MakeAsync(string folder)
    {
        var (wav, mp3) = (Path.Combine(folder, "speech.wav"), Path.Combine(folder, "speech.mp3"));
        await SpokenText.SpeakAsync(wav, "flite", "slt", SpokenText.Text);
        await SpokenText.RunAsync("ffmpeg", "-v", "error", "-stream_loop", (Repeats - 1).ToString(CultureInfo.InvariantCulture), "-i", wav, "-ar", "44100", "-ac", "2", "-b:a", "128k", mp3);
        return mp3;
    }

    private static async Task<(float[] Samples, List<SpeechRegion> Regions)> SpeechAsync(string folder, string file, TranscriptionRecipe recipe)
    {
        await using var provider = Provider(folder);
        var opened = await provider.GetRequiredService<Preprocessor>().OpenAsync(file, recipe.Preprocessing, new PreprocessingPlaces(), 0, CancellationToken.None);
        var samples = new List<float>();
        await foreach (var block in opened.Value.Audio.ReadAsync(TimeSpan.Zero, CancellationToken.None)) samples.AddRange(block.Span);
        var audio = SpeechAudio.FromSamples(samples.ToArray());
        var detector = provider.GetRequiredService<SpeechEngines>().VoiceActivity.Single(v => v.Info.Id == "level");
        var regions = new List<SpeechRegion>();
        await foreach (var region in detector.DetectAsync(audio, recipe.Voice, CancellationToken.None)) regions.Add(region);
        return ([.. samples], regions);
    }

    private static void Bare(float[] samples, List<SpeechRegion> regions)
    {
        var decoder = new PocketSphinxDecoder();
        decoder.Load(new Dictionary<string, string> { [PocketSphinxDecoder.Folder] = new SpeechOptions().PocketSphinxModelPath });
        foreach (var region in regions)
        {
            var (from, to) = ((int)SpeechAudio.ToSamples(region.Start), (int)Math.Min(samples.Length, SpeechAudio.ToSamples(region.End)));
            decoder.Work(samples.AsSpan(from, to - from), new WorkOrder(), new WorkControl(_ => { }));
        }
    }

    private static async Task WholeAsync(string folder, string file, TranscriptionRecipe recipe)
    {
        await using var provider = Provider(folder);
        var attempt = await provider.GetRequiredService<TranscribeFile>().RunAsync(file, recipe, new SttEnvironment(), _ => { }, CancellationToken.None);
        TranscriptionBenchmark.Require(attempt.Transcript is { Segments.Count: > 0 }, attempt.Error?.Message ?? "nothing was heard");
        await Outputs.WriteAsync(attempt.Transcript!, recipe.Formats, folder, "out", CancellationToken.None);
    }

    private static ServiceProvider Provider(string folder)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Speech:Models:Path"] = folder }).Build();
        var hosted = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? new[] { typeof(EngineOverhead).Assembly.Location } : [];
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(configuration);
        services.AddLogging();
        services.AddSingleton(new EngineCommand([Environment.ProcessPath!, .. hosted, EngineHost.Verb]));
        services.AddSingleton(new DataDirectory(Options.Create(new StorageOptions { DataPath = folder })));
        services.AddPlatformMedia(configuration);
        services.AddPlatformSpeech();
        services.AddPreprocessing().AddTranscribeCommand();
        return services.BuildServiceProvider();
    }

    // Of this process and of the children that have ended: the provider ends the engine's process when it is disposed of.
    private static double Cpu(Action work)
    {
        var before = CpuTime.OfSelf + CpuTime.OfChildren;
        work();
        return (CpuTime.OfSelf + CpuTime.OfChildren - before).TotalSeconds;
    }

    private static async Task<double> CpuAsync(Func<Task> work)
    {
        var before = CpuTime.OfSelf + CpuTime.OfChildren;
        await work();
        return (CpuTime.OfSelf + CpuTime.OfChildren - before).TotalSeconds;
    }

    private static void Row(string way, List<double> cpu, List<double> bare) => System.Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"| {way} | {Median(cpu):0.00} | {(Median(cpu) / Median(bare)) - 1:+0.0%;-0.0%;0.0%} |"));

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
