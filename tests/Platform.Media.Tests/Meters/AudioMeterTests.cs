using System.Text.Json;
using Platform.Media.Meters;
using Platform.Media.Pcm;

namespace Platform.Media.Tests.Meters;

public sealed class AudioMeterTests
{
    [Fact]
    public void The_result_does_not_depend_on_how_the_audio_is_cut()
    {
        float[] signal = [.. Signal.Noise(2.345, -10), .. Signal.Silence(2.5), .. Signal.Sine(1.111, -1, 9_000), .. Signal.Noise(2, -30, seed: 2)];
        var whole = JsonSerializer.Serialize(signal.Measure(44_100));

        for (var seed = 0; seed < 5; seed++)
        {
            var random = new Random(seed);
            var meter = new AudioMeter();
            meter.Start(new PcmFormat(44_100, 2));
            for (var at = 0; at < signal.Length;)
            {
                var length = Math.Min(2 * random.Next(0, seed == 0 ? 3 : 40_000), signal.Length - at);
                meter.Write(signal.AsSpan(at, length));
                at += length;
            }

            Assert.Equal(whole, JsonSerializer.Serialize(meter.Finish()));
        }
    }

    [Fact]
    public void Nothing_is_allocated_while_audio_flows()
    {
        var meter = new AudioMeter();
        meter.Start(new PcmFormat(48_000, 2));
        var signal = Signal.Noise(1, 0);
        meter.Write(signal);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 30; i++) meter.Write(signal);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void No_audio_at_all_gives_a_result_without_numbers(int channels)
    {
        var measured = Array.Empty<float>().Measure(channels: channels);

        Assert.Equal(TimeSpan.Zero, measured.Duration);
        Assert.Null(measured.Loudness.IntegratedLufs);
        Assert.Null(measured.Mix.AverageVolumeDb);
        Assert.Empty(measured.Silence.Periods);
        Assert.Equal(0, measured.Silence.Percentage);
        AssertFinite(measured);
    }

    [Fact]
    public void Broken_samples_do_not_poison_the_result()
    {
        var signal = Signal.Sine(5, -20);
        for (var i = 0; i < 100; i++) signal[i * 1000] = (i % 4) switch { 0 => float.NaN, 1 => float.PositiveInfinity, 2 => float.NegativeInfinity, _ => 0 };

        var measured = signal.Measure();

        AssertFinite(measured);
        Assert.Equal(-20, measured.Loudness.IntegratedLufs!.Value, 0.2);
    }

    [Fact]
    public void Huge_samples_give_finite_numbers()
    {
        var signal = Signal.Noise(5, 0).Map((_, _) => (float.MaxValue, float.MinValue));

        AssertFinite(signal.Measure());
    }

    [Fact]
    public void Less_than_a_block_still_has_levels()
    {
        var measured = Signal.Sine(0.05, -12).Measure();

        Assert.Equal(0.05, measured.Duration.TotalSeconds, 0.0001);
        Assert.Equal(-12, measured.SamplePeakDb!.Value, 0.05);
        Assert.Null(measured.Loudness.IntegratedLufs);
    }

    [Fact]
    public void Mono_has_one_channel_and_no_correlation()
    {
        var mono = Signal.Sine(3, -12).Where((_, i) => i % 2 == 0).ToArray();

        var measured = mono.Measure(channels: 1);

        Assert.Equal(StereoImage.Mono, measured.Image);
        Assert.Single(measured.Channels);
        Assert.Null(measured.Correlation);
        Assert.Equal(-15.01, measured.Mix.AverageVolumeDb!.Value, 0.02);
    }

    // Serialization refuses NaN and infinity anywhere.
    private static void AssertFinite(AudioMeasurement measured) => Assert.NotEmpty(JsonSerializer.Serialize(measured));
}
