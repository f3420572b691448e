namespace Platform.Media.Tests.Meters;

/// <summary>
/// The test cases of EBU Tech 3341 that are series of sounds (10, 11, 13, 14) and those of true peak (15 to 23). Together with
/// <see cref="LoudnessTests"/> (1 to 5, 9, 12 and Tech 3342's 1 to 4) that is every case but the multichannel one (6) and the
/// recordings (7, 8 and Tech 3342's 5 and 6, which only the EBU hands out): some eleven minutes of signal, measured without waiting.
/// </summary>
public sealed class EbuTestSetTests
{
    private const int Rate = 48_000;

    [Fact]
    public void Case_10_three_seconds_of_tone_are_found_whenever_they_begin()
    {
        for (var i = 0; i < 20; i++)
        {
            float[] signal = [.. Signal.Silence(0.15 * i), .. Signal.Sine(3, -23), .. Signal.Silence(1)];
            Assert.Equal(-23, signal.Measure().Loudness.ShortTermMaxLufs!.Value, 0.1);
        }
    }

    [Fact]
    public void Case_11_each_tone_of_a_rising_series_is_the_loudest_so_far()
    {
        IEnumerable<float> signal = [];
        for (var i = 0; i < 20; i++)
        {
            signal = [.. signal, .. Signal.Silence(0.15 * i), .. Signal.Sine(3, -38 + i), .. Signal.Silence(3 - (0.15 * i))];
            if (i % 5 == 4) Assert.Equal(-38 + i, signal.ToArray().Measure().Loudness.ShortTermMaxLufs!.Value, 0.1);
        }
    }

    [Fact]
    public void Case_13_four_tenths_of_a_second_of_tone_are_found_whenever_they_begin()
    {
        for (var i = 0; i < 20; i++)
        {
            float[] signal = [.. Signal.Silence(0.02 * i), .. Signal.Sine(0.4, -23), .. Signal.Silence(1)];
            Assert.Equal(-23, signal.Measure().Loudness.MomentaryMaxLufs!.Value, 0.1);
        }
    }

    [Fact]
    public void Case_14_each_short_tone_of_a_rising_series_is_the_loudest_so_far()
    {
        float[] signal = [];
        for (var i = 0; i < 20; i++)
        {
            signal = [.. signal, .. Signal.Silence(0.02 * i), .. Signal.Sine(0.4, -38 + i), .. Signal.Silence(0.4 - (0.02 * i))];
            Assert.Equal(-38 + i, signal.Measure().Loudness.MomentaryMaxLufs!.Value, 0.1);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Cases_20_to_23_a_full_scale_peak_between_the_samples_reads_zero(int offset)
    {
        // At four times the rate a burst that reaches full scale once; every fourth sample of it, from each of the four.
        const int length = Rate;
        const double top = length / 2.0;
        var signal = new float[2 * length / 4];
        for (var i = 0; i < length / 4; i++)
        {
            var at = (4 * i) + offset - top;
            var x = (float)(Math.Cos(2 * Math.PI * at / 24) * Math.Exp(-at * at / (2.0 * 4000 * 4000)));
            (signal[2 * i], signal[(2 * i) + 1]) = (x, x);
        }

        Assert.InRange(signal.Measure().TruePeakDb!.Value, -0.4, 0.2);
    }
}
