using Platform.Media.Meters;

namespace Platform.Media.Tests.Meters;

public sealed class ChannelTests
{
    [Theory]
    [InlineData(2.0, true)]
    [InlineData(0.5, false)]
    public void The_share_of_clipped_samples_is_counted(double percent, bool detected)
    {
        // A square wave at half scale whose first samples of each second reach full scale.
        var clipped = (int)(48_000 * percent / 100);
        var signal = Signal.Stereo(10, 48_000, i =>
        {
            var sign = i / 24 % 2 == 0 ? 1f : -1f;
            var x = (i % 48_000 < clipped ? 0.995f : 0.5f) * sign;
            return (x, x);
        });

        var clipping = signal.Measure().Clipping;

        Assert.Equal(percent, clipping.Percentage, 0.01);
        Assert.Equal(detected, clipping.Detected);
        Assert.Equal(clipped, clipping.LongestRun);
    }

    [Fact]
    public void Levels_of_a_sine_are_what_the_formulas_say()
    {
        var measured = Signal.Sine(3, -12).Measure();

        Assert.Equal(-15.01, measured.Channels[0].RmsDb!.Value, 0.02);
        Assert.Equal(-12, measured.Channels[0].SamplePeakDb!.Value, 0.02);
        Assert.Equal(-15.01, measured.Mix.AverageVolumeDb!.Value, 0.02);
        Assert.Equal(-12, measured.Mix.PeakVolumeDb!.Value, 0.02);
        Assert.Equal(3.01, measured.Mix.DynamicRangeDb!.Value, 0.02);
        Assert.Equal(0.0315, measured.Mix.SecondVarianceMean!.Value, 0.0005);
        Assert.Equal(0, measured.Mix.SecondVarianceDeviation!.Value, 0.0005);
        Assert.Equal(StereoImage.DualMono, measured.Image);
        Assert.Equal(1, measured.Correlation!.Value, 0.001);
    }

    [Fact]
    public void A_dead_channel_is_named()
    {
        var left = Signal.Noise(3, -12).Map((l, _) => (l, 0)).Measure();
        var right = Signal.Noise(3, -12).Map((_, r) => (0, r)).Measure();

        Assert.Equal(StereoImage.RightDead, left.Image);
        Assert.Equal([false, true], left.Channels.Select(channel => channel.IsDead));
        Assert.Equal(StereoImage.LeftDead, right.Image);
        Assert.Equal([true, false], right.Channels.Select(channel => channel.IsDead));
        Assert.Null(left.Correlation);
    }

    [Fact]
    public void Anti_phase_is_seen_and_the_mix_is_empty()
    {
        var measured = Signal.Noise(3, -12).Map((l, _) => (l, -l)).Measure();

        Assert.Equal(StereoImage.AntiPhase, measured.Image);
        Assert.Equal(-1, measured.Correlation!.Value, 0.001);
        Assert.Null(measured.Mix.AverageVolumeDb);
    }

    [Fact]
    public void Unrelated_channels_are_stereo()
    {
        var measured = Signal.Noise(3, -12).Measure();

        Assert.Equal(StereoImage.Stereo, measured.Image);
        Assert.Equal(0, measured.Correlation!.Value, 0.02);
    }

    [Fact]
    public void An_offset_is_measured_per_channel()
    {
        var measured = Signal.Noise(3, -20).Map((l, r) => (l + 0.08f, r)).Measure();

        Assert.Equal(0.08, measured.Channels[0].DcOffset, 0.001);
        Assert.Equal(0, measured.Channels[1].DcOffset, 0.001);
    }
}
