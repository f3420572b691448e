namespace Platform.Media.Tests.Meters;

/// <summary>EBU Tech 3341 cases 15 to 19: a true peak may read 0.2 dB too high or 0.4 dB too low.</summary>
public sealed class TruePeakTests
{
    [Theory]
    [InlineData(4, 0)]
    [InlineData(4, 45)]
    [InlineData(6, 60)]
    [InlineData(8, 67.5)]
    public void A_sine_between_its_samples_peaks_at_minus_6(int fraction, double phase)
    {
        foreach (var sampleRate in new[] { 44_100, 48_000, 96_000 })
        {
            var peak = Faded(Signal.Sine(1, -6.02, (double)sampleRate / fraction, sampleRate, phase)).Measure(sampleRate).TruePeakDb!.Value;

            Assert.InRange(peak, -6.02 - 0.4, -6.02 + 0.2);
        }
    }

    [Fact]
    public void A_sine_whose_samples_miss_its_peaks_by_3_db_is_seen()
    {
        var measured = Signal.Sine(1, 3.0, 12_000, phase: 45).Measure();

        Assert.Equal(0, measured.SamplePeakDb!.Value, 0.05);
        Assert.InRange(measured.TruePeakDb!.Value, 3.0 - 0.4, 3.0 + 0.2);
    }

    [Fact]
    public void A_short_peak_after_a_louder_start_of_the_block_is_not_passed_over()
    {
        // The sample peaks of the second part are lower than those of the first, its true peaks are higher.
        float[] signal = [.. Signal.Sine(0.05, -6), .. Signal.Sine(0.05, -4.5, 12_000, phase: 45)];

        Assert.InRange(signal.Measure().TruePeakDb!.Value, -4.9, -4.2);
    }

    // A tone that sets in at once is a wide-band signal whose true peak lies above the tone's.
    private static float[] Faded(float[] signal)
    {
        const int Samples = 2_000;
        for (var i = 0; i < Samples; i++)
        {
            signal[i] *= (float)i / Samples;
            signal[^(i + 1)] *= (float)i / Samples;
        }

        return signal;
    }
}
