using System.Text.Json;
using Platform.Kernel.Api;
using Platform.Media.Meters;
using Platform.Media.Pcm;
using Platform.Speech;
using Platform.Transcription.Preprocessing;
using Platform.Transcription.Preprocessing.Steps;
using Xunit.Abstractions;

namespace Platform.Transcription.Tests.Preprocessing;

/// <summary>Every step by the real ffmpeg on generated sound, measured against what its name promises.</summary>
public sealed class StepTests(ITestOutputHelper output)
{
    private const int Seconds = 5;

    // One pass of loudnorm has to hear some of it before it is on its target: after 5 s it is 0.9 LU above, after 12 s 0.2.
    private const int LongEnough = 12;

    // Words of 0.3 s and pauses, half of them quiet, with rumble at 30 Hz.
    private const string Speechlike = "aevalsrc='(0.2*sin(2*PI*440*t)+0.1*sin(2*PI*1200*t))*lt(mod(t,0.5),0.3)*if(lt(mod(t,2),1),1,0.15)+0.05*sin(2*PI*30*t)':s=44100:d=";

    // Loud for five seconds, then quiet.
    private const string LoudThenQuiet = "aevalsrc='0.4*sin(2*PI*440*t)*if(lt(t,5),1,0.15)':s=16000:d=10";

    [Theory]
    [InlineData("loudnorm_only", -24)]
    [InlineData("loudnorm_only:preset=speech", -20)]
    [InlineData("loudnorm_only:preset=music", -16)]
    [InlineData("loudnorm_highpass", -24)]
    [InlineData("highlow_aform_loudnorm", -24)]
    [InlineData("highlow_nosampl_loudnorm", -27)]
    [InlineData("aresampl_loudnorm_fixed", -24)]
    [InlineData("aresampl_loudnorm_fixed2", -24)]
    [InlineData("loudnorm_2pass_linear", -24)]
    [InlineData("ffmpeg", -23)]
    [InlineData("loudness:preset=boostQuietVoices", -18)]
    public async Task Loudness_steps_reach_their_target(string chain, double lufs)
    {
        var (before, after) = (await MeasureAsync("none", Seconds), await MeasureAsync(chain, LongEnough));
        output.WriteLine($"{chain}: {before.Loudness.IntegratedLufs:0.00} > {after.Loudness.IntegratedLufs:0.00} LUFS, {before.TruePeakDb:0.00} > {after.TruePeakDb:0.00} dBTP");
        Assert.Equal(lufs, after.Loudness.IntegratedLufs!.Value, 0.7);
        Assert.InRange(after.TruePeakDb!.Value, -40, -0.9);
    }

    [Theory]
    [InlineData("sox_peak_normalize", -3)]
    [InlineData("sox_peak_normalize:targetDb=-20", -20)]
    [InlineData("peak_normalize_2pass:maxGainDb=40", -6)]
    [InlineData("limiter_only:limitDb=-20", -20)]
    [InlineData("volume_limiter:volumeDb=30:limitDb=-1", -1)]
    public async Task Peak_steps_bring_the_highest_peak_there(string chain, double peak) => Assert.Equal(peak, (await MeasureAsync(chain)).SamplePeakDb!.Value, 0.15);

    /// <summary>stt-faster took the target with the wrong sign and always gave all the gain it had.</summary>
    [Fact]
    public async Task Two_pass_peaks_give_no_more_than_is_missing_and_never_take_away()
    {
        var before = (await MeasureAsync("none")).SamplePeakDb!.Value;
        Assert.InRange(before, -12, -8);
        Assert.Equal(-6, (await MeasureAsync("peak_normalize_2pass")).SamplePeakDb!.Value, 0.15);
        Assert.Equal(before + 2, (await MeasureAsync("peak_normalize_2pass:maxGainDb=2")).SamplePeakDb!.Value, 0.1);
        Assert.Equal(before, (await MeasureAsync("peak_normalize_2pass:targetDb=-20")).SamplePeakDb!.Value, 0.1);
    }

    [Fact]
    public async Task A_linear_gain_leaves_the_true_peak_under_the_target_and_the_range_as_it_was()
    {
        var (before, after) = (await MeasureAsync("none"), await MeasureAsync("loudnorm_2pass_linear:preset=music"));
        var gain = after.Loudness.IntegratedLufs!.Value - before.Loudness.IntegratedLufs!.Value;
        Assert.Equal(gain, after.SamplePeakDb!.Value - before.SamplePeakDb!.Value, 0.05);
        Assert.InRange(after.TruePeakDb!.Value, -30, -0.95);
        Assert.Equal(before.Loudness.RangeLu!.Value, after.Loudness.RangeLu!.Value, 0.1);
        Assert.Equal(Math.Min(-16 - before.Loudness.IntegratedLufs.Value, -1 - before.TruePeakDb!.Value), gain, 0.05);
    }

    [Theory]
    [InlineData("dynaudnorm:frameMs=100:gaussian=3")]
    [InlineData("dynaudnorm_conservative")]
    [InlineData("compressor_limiter")]
    public async Task Quiet_words_come_nearer_to_loud_ones(string chain)
    {
        using var tools = new Tools();
        await tools.RunAsync("ffmpeg", "-v", "error", "-f", "lavfi", "-i", LoudThenQuiet, "-c:a", "pcm_f32le", tools.PathOf("steps.wav"));
        var sound = await ReadAsync(await OpenAsync(tools, tools.PathOf("steps.wav"), chain), TimeSpan.Zero);
        var step = 20 * Math.Log10(Rms(sound, 2.2, 0.5) / Rms(sound, 7.2, 0.5));
        output.WriteLine($"{chain}: 16.5 > {step:0.0} dB between loud and quiet");
        Assert.InRange(step, -1, 16.5 - 5);
    }

    [Fact]
    public async Task High_pass_and_low_pass_take_out_what_they_say()
    {
        var (plain, clean) = (await ReadAsync("none"), await ReadAsync("highpass:hz=200,lowpass:hz=800,resample"));
        Assert.Equal(0, 20 * Math.Log10(Tone(clean, 440) / Tone(plain, 440)), 1.5);
        Assert.InRange(20 * Math.Log10(Tone(clean, 30) / Tone(plain, 30)), -60, -25);
        Assert.InRange(20 * Math.Log10(Tone(clean, 1200) / Tone(plain, 1200)), -20, -5);

        // Where there is nothing above, a filter at the edge of what can be is left out.
        Assert.DoesNotContain("lowpass", Chain("lowpass:hz=8000", 16_000), StringComparison.Ordinal);
        Assert.Contains("lowpass", Chain("lowpass:hz=8000", 44_100), StringComparison.Ordinal);
    }

    /// <summary>The rule of docs/preprocessing.md, for all that are here without a model.</summary>
    [Fact]
    public async Task Every_step_taken_up_in_the_middle_sounds_as_from_the_beginning()
    {
        using var tools = new Tools();
        var file = await MakeAsync(tools);
        foreach (var kind in StepKinds.All.Where(k => k.Name != "rnnoise"))
        {
            var chain = kind.Name == "denoise_custom" ? "dynaudnorm,denoise_custom:decrease=0.9" : kind.Name;
            var prepared = await OpenAsync(tools, file, chain);
            var whole = await ReadAsync(prepared, TimeSpan.Zero);
            var from = TimeSpan.FromSeconds(3.3331);
            var rest = await ReadAsync(prepared, from);
            Assert.Equal(Seconds, whole.Length / 16_000.0, 1);
            Assert.Equal(whole.Length - (int)SpeechAudio.ToSamples(from), rest.Length);
            var worst = Enumerable.Range(0, rest.Length).Max(i => Math.Abs(rest[i] - whole[(int)SpeechAudio.ToSamples(from) + i]));
            Assert.True(worst < 0.001, $"{chain}: {worst}");
        }
    }

    [Theory]
    [InlineData("highpas", "steps[0].step")]
    [InlineData("resample,highpass:hz=5", "steps[1].hz")]
    [InlineData("highpass:hertz=80", "steps[0].hertz")]
    [InlineData("highpass:hz", "steps[0].hz")]
    [InlineData("highpass:hz=loud", "steps[0].hz")]
    [InlineData("loudnorm_only:preset=loud", "steps[0].preset")]
    [InlineData("dynaudnorm:gaussian=30", "steps[0].gaussian")]
    [InlineData("dynaudnorm:gaussian=3.5", "steps[0].gaussian")]
    [InlineData("resample,,", "steps[1].step")]
    public void What_is_wrong_with_a_chain_is_said_by_its_field(string chain, string field)
    {
        var error = StepText.Parse(chain).Error;
        Assert.Equal(("preset.option_invalid", field), (error?.Code, error?.Fields.Keys.Single()));
    }

    [Fact]
    public void A_gate_comes_last_and_every_step_can_be_written_and_read()
    {
        Assert.Equal("steps[1].step", new PreprocessingOptions { Steps = [new ResampleStep(), new DenoiseStep(), new LimiterStep()] }.WhyNot()?.Fields.Keys.Single());
        Assert.Null(new PreprocessingOptions { Steps = [new DenoiseStep(), new LimiterStep { Enabled = false }] }.WhyNot());
        Assert.Equal("steps[0].step", new PreprocessingOptions { Steps = [new PreprocessingStep()] }.WhyNot()?.Fields.Keys.Single());
        var all = string.Join(',', StepKinds.All.Select(k => k.Name));
        Assert.Equal(all, StepText.Write(StepText.Parse(all).Value));
        Assert.Equal("volume_limiter:volumeDb=1.5", StepText.Write(StepText.Parse("Volume_Limiter:VOLUMEDB=1.50:limitDb=0").Value));
        Assert.Equal("none", StepText.Write(StepText.Parse("none").Value));
        Assert.Equal(22, StepKinds.All.Count);
        Assert.Equal("""{"step":"highpass","hz":100,"enabled":true}""", JsonSerializer.Serialize<PreprocessingStep>(new HighPassStep { Hz = 100 }, ApiJson.Options));
    }

    private static string Chain(string text, int rate)
    {
        var chain = new FilterChain(rate, null);
        foreach (var operation in StepText.Parse(text).Value.SelectMany(s => s.Operations)) chain.Add(operation);
        return chain.Text;
    }

    private static async Task<AudioMeasurement> MeasureAsync(string chain, int seconds = Seconds)
    {
        var meter = new AudioMeter();
        meter.Start(new PcmFormat(16_000, 1));
        meter.Write(await ReadAsync(chain, seconds));
        return meter.Finish();
    }

    private static async Task<float[]> ReadAsync(string chain, int seconds = Seconds)
    {
        using var tools = new Tools();
        return await ReadAsync(await OpenAsync(tools, await MakeAsync(tools, seconds), chain), TimeSpan.Zero);
    }

    private static async Task<string> MakeAsync(Tools tools, int seconds = Seconds)
    {
        await tools.RunAsync("ffmpeg", "-v", "error", "-f", "lavfi", "-i", $"{Speechlike}{seconds}", "-c:a", "pcm_f32le", tools.PathOf("in.wav"));
        return tools.PathOf("in.wav");
    }

    private static async Task<PreparedAudio> OpenAsync(Tools tools, string file, string chain)
    {
        var opened = await tools.Preprocessor.OpenAsync(file, new PreprocessingOptions { Steps = StepText.Parse(chain).Value }, new PreprocessingPlaces(), 0, CancellationToken.None);
        Assert.True(opened.Ok, opened.Error?.Message);
        return opened.Value;
    }

    private static async Task<float[]> ReadAsync(PreparedAudio prepared, TimeSpan from)
    {
        var samples = new List<float>();
        await foreach (var block in prepared.Audio.ReadAsync(from, CancellationToken.None)) samples.AddRange(block.Span);
        return [.. samples];
    }

    private static double Rms(float[] sound, double from, double seconds) => Math.Sqrt(sound.AsSpan((int)(from * 16_000), (int)(seconds * 16_000)).ToArray().Average(s => (double)s * s));

    // How much there is of one frequency.
    private static double Tone(float[] sound, double hz)
    {
        var (cos, sin) = (0.0, 0.0);
        for (var i = 0; i < sound.Length; i++) (cos, sin) = (cos + (sound[i] * Math.Cos(2 * Math.PI * hz * i / 16_000)), sin + (sound[i] * Math.Sin(2 * Math.PI * hz * i / 16_000)));
        return Math.Sqrt((cos * cos) + (sin * sin)) / sound.Length;
    }
}
