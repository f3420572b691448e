namespace Platform.Media.Tests.Meters;

/// <summary>The minimum requirement test signals of EBU Tech 3341 (loudness) and Tech 3342 (loudness range) that are defined as tones.</summary>
public sealed class LoudnessTests
{
    [Fact]
    public void Case_1_and_2_a_tone_measures_its_level_in_all_three_times()
    {
        foreach (var level in new[] { -23.0, -33.0 })
        {
            var loudness = Signal.Sine(20, level).Measure().Loudness;

            Assert.Equal(level, loudness.IntegratedLufs!.Value, 0.1);
            Assert.Equal(level, loudness.MomentaryMaxLufs!.Value, 0.1);
            Assert.Equal(level, loudness.ShortTermMaxLufs!.Value, 0.1);
        }
    }

    [Fact]
    public void Case_3_the_relative_gate_leaves_out_what_is_quiet()
    {
        var loudness = Tones((10, -36), (60, -23), (10, -36)).Measure().Loudness;

        Assert.Equal(-23, loudness.IntegratedLufs!.Value, 0.1);
    }

    [Fact]
    public void Case_4_the_absolute_gate_leaves_out_what_is_inaudible()
    {
        var loudness = Tones((10, -72), (10, -36), (60, -23), (10, -36), (10, -72)).Measure().Loudness;

        Assert.Equal(-23, loudness.IntegratedLufs!.Value, 0.1);
    }

    [Fact]
    public void Case_5_the_mean_is_one_of_energy()
    {
        var loudness = Tones((20, -26), (20.1, -20), (20, -26)).Measure().Loudness;

        Assert.Equal(-23, loudness.IntegratedLufs!.Value, 0.1);
    }

    [Fact]
    public void Case_9_a_pulsing_tone_has_a_steady_short_term_loudness()
    {
        var signal = Tones([.. Enumerable.Range(0, 5).SelectMany(_ => new[] { (1.34, -20.0), (1.66, -30.0) })]);

        Assert.Equal(-23, signal.Measure().Loudness.ShortTermMaxLufs!.Value, 0.1);
    }

    [Fact]
    public void Case_12_a_fast_pulsing_tone_has_a_steady_momentary_loudness()
    {
        var signal = Tones([.. Enumerable.Range(0, 25).SelectMany(_ => new[] { (0.18, -20.0), (0.22, -30.0) })]);

        Assert.Equal(-23, signal.Measure().Loudness.MomentaryMaxLufs!.Value, 0.1);
    }

    [Theory]
    [InlineData(-20, -30, 10)]
    [InlineData(-20, -15, 5)]
    [InlineData(-40, -20, 20)]
    public void Range_case_1_to_3_two_levels_are_their_distance_apart(double first, double second, double range)
    {
        var loudness = Tones((20, first), (20, second)).Measure().Loudness;

        Assert.Equal(range, loudness.RangeLu!.Value, 1.0);
    }

    [Fact]
    public void Range_case_4_the_gate_and_the_percentiles_leave_out_the_ends()
    {
        var loudness = Tones((20, -50), (20, -35), (20, -20), (20, -35), (20, -50)).Measure().Loudness;

        Assert.Equal(15, loudness.RangeLu!.Value, 1.0);
    }

    [Theory]
    [InlineData(8_000)]
    [InlineData(11_025)]
    [InlineData(22_050)]
    [InlineData(32_000)]
    [InlineData(44_100)]
    [InlineData(96_000)]
    [InlineData(192_000)]
    public void The_level_does_not_depend_on_the_sample_rate(int sampleRate)
    {
        var loudness = Signal.Sine(5, -23, sampleRate: sampleRate).Measure(sampleRate).Loudness;

        Assert.Equal(-23, loudness.IntegratedLufs!.Value, 0.1);
    }

    [Fact]
    public void One_channel_alone_is_3_lu_quieter_than_both()
    {
        var mono = Signal.Sine(5, -23).Where((_, i) => i % 2 == 0).ToArray();

        Assert.Equal(-26, mono.Measure(channels: 1).Loudness.IntegratedLufs!.Value, 0.1);
    }

    [Fact]
    public void An_hour_is_measured_in_constant_memory()
    {
        var meter = new Platform.Media.Meters.AudioMeter();
        meter.Start(new Platform.Media.Pcm.PcmFormat(8_000, 2));
        var minute = Signal.Sine(60, -23, sampleRate: 8_000);
        meter.Write(minute);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 59; i++) meter.Write(minute);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.Equal(-23, meter.Finish().Loudness.IntegratedLufs!.Value, 0.1);
    }

    private static float[] Tones(params (double Seconds, double Decibels)[] parts) =>
        [.. parts.SelectMany(part => Signal.Sine(part.Seconds, part.Decibels))];
}
