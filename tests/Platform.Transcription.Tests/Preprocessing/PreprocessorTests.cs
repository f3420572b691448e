using Platform.Media.Meters;
using Platform.Media.Pcm;
using Platform.Speech;
using Platform.Transcription.Preprocessing;
using Platform.Transcription.Preprocessing.Steps;
using Xunit.Abstractions;

namespace Platform.Transcription.Tests.Preprocessing;

public sealed class PreprocessorTests(ITestOutputHelper output)
{
    /// <summary>ST-09.</summary>
    [Fact]
    public async Task Stereo_at_44_kHz_becomes_16_kHz_and_leaves_nothing_behind()
    {
        using var tools = new Tools();
        var file = await tools.SpeakAsync("in.wav", "-ar", "44100", "-ac", "2");
        var prepared = await OpenAsync(tools, file, Denoised, new PreprocessingPlaces { StageFolder = tools.PathOf("stages") });
        var samples = await ReadAsync(prepared);

        Assert.Equal((44100, 2, "s16"), (prepared.Facts.Tracks[0].SampleRate, prepared.Facts.Tracks[0].Channels, prepared.Facts.Tracks[0].SampleFormat));
        Assert.Equal(prepared.Facts.Duration!.Value.TotalSeconds, samples.Length / 16_000.0, 2);
        Assert.NotNull(prepared.SnrBeforeDb);
        Assert.NotNull(prepared.SnrAfterDb);
        output.WriteLine($"SNR {prepared.SnrBeforeDb:0.0} dB, then {prepared.SnrAfterDb:0.0} dB; {prepared.LoudnessLufs:0.0} LUFS, gain {prepared.GainDb:0.0} dB");
        Assert.Equal(["in_01_ffmpeg_processed.wav", "in_03_denoise.wav"], Directory.GetFiles(tools.PathOf("stages")).Select(Path.GetFileName).Order());
        foreach (var stage in Directory.GetFiles(tools.PathOf("stages")))
        {
            var facts = (await tools.Probe.ProbeAsync(stage, CancellationToken.None)).Value;
            Assert.Equal((16000, 1, "s16"), (facts.Tracks[0].SampleRate, facts.Tracks[0].Channels, facts.Tracks[0].SampleFormat));
            Assert.Equal(samples.Length / 16_000.0, facts.Duration!.Value.TotalSeconds, 3);
        }

        Assert.Equal(["flite.wav", "in.wav"], Directory.GetFiles(tools.Folder).Select(Path.GetFileName).Order());

        // Cut short, no half a copy stays.
        Directory.Delete(tools.PathOf("stages"), recursive: true);
        var again = await OpenAsync(tools, file, new PreprocessingOptions(), new PreprocessingPlaces { StageFolder = tools.PathOf("stages") });
        await foreach (var _ in again.Audio.ReadAsync(TimeSpan.Zero, CancellationToken.None)) break;
        Assert.Empty(Directory.GetFiles(tools.PathOf("stages")));
    }

    /// <summary>ST-09: the order of the chain.</summary>
    [Fact]
    public void The_chain_is_high_pass_resample_rnnoise_loudness()
    {
        var made = new FilterChain(44_100, "/m/it's [1], x:y.rnnn");
        foreach (var operation in new PreprocessingOptions().With(new RnnoiseStep()).Steps.SelectMany(s => s.Operations)) made.Add(operation is SoundOperation.Level ? new SoundOperation.Gain(3.5, -2) : operation);
        var chain = made.Text;
        string[] order = ["highpass=f=80:poles=2", "aresample=resampler=soxr:osr=16000", "arnndn=m=", ":mix=0.4", "volume=3.5dB", "alimiter=limit=0.7943"];
        Assert.Equal(order.Select(p => chain.IndexOf(p, StringComparison.Ordinal)).Order(), order.Select(p => chain.IndexOf(p, StringComparison.Ordinal)));
        Assert.All(order, p => Assert.Contains(p, chain, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("wav", "pcm_s16le")]
    [InlineData("mp3", "libmp3lame")]
    [InlineData("m4a", "aac")]
    public async Task Taken_up_in_the_middle_it_sounds_as_from_the_beginning(string ending, string codec)
    {
        using var tools = new Tools();
        var file = await tools.SpeakAsync("in." + ending, "-ar", "44100", "-c:a", codec, "-af", "volume=-20dB,aeval=val(0)+0.003*(random(0)-0.5):c=same");
        var prepared = await OpenAsync(tools, file, Denoised);
        var whole = await ReadAsync(prepared);
        var rest = await ReadAsync(prepared, TimeSpan.FromSeconds(6.7331));
        var from = (int)SpeechAudio.ToSamples(TimeSpan.FromSeconds(6.7331));
        Assert.Equal(whole.Length - from, rest.Length);
        var worst = Enumerable.Range(0, rest.Length).Max(i => Math.Abs(rest[i] - whole[from + i]));
        output.WriteLine($"{ending}: largest difference {20 * Math.Log10(Math.Max(worst, 1e-9)):0} dBFS");
        Assert.InRange(worst, 0, 0.001);
        Assert.InRange(whole.Max(), 0.05, 0.8);
    }

    [Theory]
    [InlineData(-25, nameof(LoudnessPreset.Default), -23)]
    [InlineData(-3, nameof(LoudnessPreset.Default), -23)]
    [InlineData(-15, nameof(LoudnessPreset.BoostQuietVoices), -18)]
    public async Task It_is_brought_to_the_loudness_asked_for(int volumeDb, string preset, double lufs)
    {
        using var tools = new Tools();
        var file = await tools.SpeakAsync("in.wav", "-af", $"volume={volumeDb}dB", "-c:a", "pcm_f32le");
        var samples = await ReadAsync(await OpenAsync(tools, file, new PreprocessingOptions().With(new LoudnessStep { Preset = Enum.Parse<LoudnessPreset>(preset) })));
        var meter = new AudioMeter();
        meter.Start(new PcmFormat(16_000, 1));
        meter.Write(samples);
        Assert.Equal(lufs, meter.Finish().Loudness.IntegratedLufs!.Value, 0.7);
        Assert.InRange(samples.Max(Math.Abs), 0, 0.81);
    }

    [Fact]
    public async Task Rumble_is_taken_out_and_what_is_switched_off_is_left_as_it_is()
    {
        using var tools = new Tools();
        var file = await tools.SpeakAsync("in.wav", "-af", "aeval=val(0)*0.1+0.3*sin(2*PI*20*t):c=same", "-c:a", "pcm_f32le");
        var rumbling = await ReadAsync(await OpenAsync(tools, file, new PreprocessingOptions { Enabled = false }));
        var clean = await ReadAsync(await OpenAsync(tools, file, new PreprocessingOptions().With<LoudnessStep>(null)));
        Assert.Equal(0.21, Rms(rumbling), 0.02);
        Assert.InRange(Rms(clean), 0.002, 0.05);

        var untouched = await ReadAsync(await OpenAsync(tools, tools.PathOf("flite.wav"), new PreprocessingOptions { Enabled = false }));
        var plain = new List<float>();
        await foreach (var block in tools.Files.Open(tools.PathOf("flite.wav")).ReadAsync(TimeSpan.Zero, CancellationToken.None)) plain.AddRange(block.Span);
        Assert.Equal(plain, untouched);
    }

    [Fact]
    public async Task Silence_has_no_loudness_and_no_noise_and_stays_silence()
    {
        using var tools = new Tools();
        await tools.RunAsync("ffmpeg", "-v", "error", "-f", "lavfi", "-i", "anullsrc=r=16000:cl=mono", "-t", "3", tools.PathOf("silent.wav"));
        var prepared = await OpenAsync(tools, tools.PathOf("silent.wav"), Denoised);
        Assert.Equal(0, (await ReadAsync(prepared)).Max(Math.Abs));
        Assert.Equal((null, 0.0, null, null), (prepared.LoudnessLufs, prepared.GainDb, prepared.SnrBeforeDb, prepared.NoiseDb));
    }

    [Fact]
    public async Task Rnnoise_runs_with_a_model_anywhere_and_says_when_there_is_none()
    {
        using var tools = new Tools();
        var model = tools.PathOf("it's a [model], x:y;z\\.rnnn");
        await File.WriteAllTextAsync(model, GeneratedRnnoiseModel.Write());
        var file = await tools.SpeakAsync("in.wav");
        var options = new PreprocessingOptions().With<LoudnessStep>(null).With(new RnnoiseStep());
        var without = await ReadAsync(await OpenAsync(tools, file, options.With<RnnoiseStep>(null)));
        var with = await ReadAsync(await OpenAsync(tools, file, options, new PreprocessingPlaces { RnnoiseModel = model }));
        Assert.InRange(Math.Abs(with.Length - without.Length), 0, 1600);
        Assert.InRange(Rms(with), 0.1 * Rms(without), 0.98 * Rms(without));

        foreach (var path in (string?[])[null, tools.PathOf("gone.rnnn")])
        {
            var error = (await tools.Preprocessor.OpenAsync(file, options, new PreprocessingPlaces { RnnoiseModel = path }, 0, CancellationToken.None)).Error;
            Assert.Equal("transcription.rnnoise_missing", error?.Code);
        }
    }

    private static PreprocessingOptions Denoised => new PreprocessingOptions().With(new DenoiseStep());

    private static async Task<PreparedAudio> OpenAsync(Tools tools, string file, PreprocessingOptions options, PreprocessingPlaces? places = null)
    {
        var opened = await tools.Preprocessor.OpenAsync(file, options, places ?? new PreprocessingPlaces(), 0, CancellationToken.None);
        Assert.True(opened.Ok, opened.Error?.Message);
        return opened.Value;
    }

    private static async Task<float[]> ReadAsync(PreparedAudio prepared, TimeSpan from = default)
    {
        var samples = new List<float>();
        await foreach (var block in prepared.Audio.ReadAsync(from, CancellationToken.None)) samples.AddRange(block.Span);
        return [.. samples];
    }

    private static double Rms(float[] samples) => Math.Sqrt(samples.Sum(s => (double)s * s) / samples.Length);
}
