using Platform.Media.Meters;

namespace Platform.Media.Tests.Meters;

public sealed class SilenceTests
{
    [Fact]
    public void Silence_of_four_seconds_is_one_period()
    {
        float[] signal = [.. Signal.Sine(3, -12), .. Signal.Silence(4.1), .. Signal.Sine(2.9, -12)];

        var silence = signal.Measure().Silence;

        var period = Assert.Single(silence.Periods);
        Assert.Equal(3.0, period.Start.TotalSeconds, 0.05);
        Assert.Equal(4.1, period.Duration.TotalSeconds, 0.05);
        Assert.Equal(41, silence.Percentage, 0.5);
        Assert.True(silence.Detected);
    }

    [Fact]
    public void Ten_seconds_of_digital_silence_are_one_period_with_no_levels()
    {
        var measured = Signal.Silence(10).Measure();

        var period = Assert.Single(measured.Silence.Periods);
        Assert.Equal(TimeSpan.Zero, period.Start);
        Assert.Equal(TimeSpan.FromSeconds(10), period.Duration);
        Assert.Equal(100, measured.Silence.Percentage);
        Assert.Equal(StereoImage.Silent, measured.Image);
        Assert.All(
            [measured.Mix.AverageVolumeDb, measured.Mix.PeakVolumeDb, measured.Mix.DynamicRangeDb, measured.TruePeakDb, measured.SamplePeakDb,
             measured.Loudness.IntegratedLufs, measured.Loudness.ShortTermMaxLufs, measured.Correlation, measured.Channels[0].RmsDb],
            Assert.Null);
    }

    [Fact]
    public void Short_pauses_count_in_the_share_but_are_no_periods()
    {
        float[] signal = [.. Signal.Sine(3, -12), .. Signal.Silence(1.9), .. Signal.Sine(5.1, -12)];

        var silence = signal.Measure().Silence;

        Assert.Empty(silence.Periods);
        Assert.False(silence.Detected);
        Assert.Equal(19, silence.Percentage, 0.5);
        Assert.Equal(1.9, silence.Longest.TotalSeconds, 0.05);
    }

    [Fact]
    public void Silence_at_the_end_is_a_period_of_its_true_length()
    {
        float[] signal = [.. Signal.Sine(1, -12), .. Signal.Silence(2.05)];

        var period = Assert.Single(signal.Measure().Silence.Periods);

        Assert.Equal(1.0, period.Start.TotalSeconds, 0.001);
        Assert.Equal(2.05, period.Duration.TotalSeconds, 0.001);
    }

    [Theory]
    [InlineData(-39, 0)]
    [InlineData(-41, 1)]
    public void The_threshold_is_one_of_rms(double rms, int periods)
    {
        // A sine's RMS lies 3.01 dB under its peak.
        var silence = Signal.Sine(3, rms + 3.01).Measure().Silence;

        Assert.Equal(periods, silence.Periods.Count);
    }

    [Fact]
    public void Programme_on_one_channel_is_no_silence()
    {
        var silence = Signal.Sine(3, -12).Map((left, _) => (0, left)).Measure().Silence;

        Assert.Empty(silence.Periods);
    }

    [Fact]
    public void Threshold_and_length_can_be_set()
    {
        float[] signal = [.. Signal.Sine(1, -12), .. Signal.Sine(1, -30), .. Signal.Sine(1, -12)];
        var options = new AudioMeterOptions { SilenceThresholdDb = -25, MinimumSilence = TimeSpan.FromSeconds(0.5) };

        var silence = signal.Measure(options: options).Silence;

        Assert.Equal(1, Assert.Single(silence.Periods).Duration.TotalSeconds, 0.01);
        Assert.Equal(-25, silence.ThresholdDb);
    }
}
