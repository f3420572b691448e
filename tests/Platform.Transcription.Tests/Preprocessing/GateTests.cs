using Platform.Transcription.Preprocessing;

namespace Platform.Transcription.Tests.Preprocessing;

public sealed class GateTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(199)]
    [InlineData(200)]
    [InlineData(16_001)]
    public void A_gate_that_takes_nothing_gives_back_every_sample(int length)
    {
        var samples = Noise(length, 0.5f, seed: 1);
        var result = Run(new SpectralGate(new float[ShortTimeFourier.Bins], 0), samples);
        Assert.Equal(samples.Length, result.Length);
        for (var i = 0; i < samples.Length; i++) Assert.Equal(samples[i], result[i], 1e-4);
    }

    [Fact]
    public void Noise_learnt_from_the_quietest_part_is_halved_and_what_is_louder_stays()
    {
        // Loud first: the noise is not the first five seconds.
        var noise = Noise(16_000 * 16, 0.01f, seed: 2);
        var sound = noise.Select((n, i) => i < 16_000 * 8 ? n * 30 : n).ToArray();
        var profile = new NoiseProfile();
        foreach (var block in sound.Chunk(1_777)) profile.Add(block);
        var result = Run(new SpectralGate(profile.Thresholds(1.25)!, 0.5f), sound);

        Assert.InRange(Rms(result.AsSpan(16_000 * 10, 16_000 * 5)) / Rms(sound.AsSpan(16_000 * 10, 16_000 * 5)), 0.45, 0.65);
        Assert.InRange(Rms(result.AsSpan(16_000, 16_000 * 6)) / Rms(sound.AsSpan(16_000, 16_000 * 6)), 0.9, 1.01);
    }

    [Fact]
    public void How_the_sound_is_cut_does_not_matter()
    {
        var sound = Noise(30_000, 0.1f, seed: 3);
        var thresholds = Enumerable.Repeat(-10f, ShortTimeFourier.Bins).ToArray();
        Assert.Equal(Run(new SpectralGate(thresholds, 0.5f), sound, 30_000), Run(new SpectralGate(thresholds, 0.5f), sound, 77));
    }

    [Fact]
    public void Signal_to_noise_is_that_of_the_whole_over_its_quietest_tenth()
    {
        var quiet = Noise(16_000 * 2, 0.001f, seed: 4);
        var estimate = new SnrEstimate();
        estimate.Add(quiet);
        estimate.Add(Noise(16_000 * 8, 0.1f, seed: 5));
        estimate.Finish();
        Assert.Equal(40 - 1, estimate.Decibels!.Value, 0.5);
        Assert.Null(new SnrEstimate().Decibels);
    }

    private static float[] Run(SpectralGate gate, float[] samples, int cut = 1000)
    {
        var result = new List<float>();
        foreach (var block in samples.Chunk(cut)) result.AddRange(gate.Add(block).Span);
        result.AddRange(gate.Finish().Span);
        return [.. result];
    }

    private static float[] Noise(int length, float level, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, length).Select(_ => (float)((random.NextDouble() * 2) - 1) * level)];
    }

    private static double Rms(ReadOnlySpan<float> samples)
    {
        var sum = 0.0;
        foreach (var sample in samples) sum += sample * sample;
        return Math.Sqrt(sum / samples.Length);
    }
}
