using Platform.Media.Meters;
using Platform.Testing.Audio;

namespace Platform.Media.Tests.Meters;

public sealed class RepetitionTests
{
    [Theory]
    [InlineData(2.6, 0.7)]
    [InlineData(4.2, 0.8)]
    [InlineData(1.5, 0)]
    public async Task A_message_that_is_played_over_and_over_is_found_with_its_period(double message, double pause)
    {
        var loop = Music.Repeat(await Music.ProgrammeAsync(3, message), pause, 10);
        foreach (var samples in new[] { loop, loop.At(-25), Music.Mix(loop, Signal.Noise(10, -45, sampleRate: Music.Rate)), loop.Map((left, right) => (left, -left)) })
        {
            var repetition = Repetition(samples);
            Assert.True(repetition.Detected);
            Assert.Equal(message + pause, repetition.Period!.Value.TotalSeconds, 0.01);
            Assert.InRange(repetition.RepeatedShare, 0.8, 1);
        }
    }

    [Fact]
    public async Task A_player_that_leaves_an_uneven_gap_of_milliseconds_is_found_too()
    {
        var message = await Music.ProgrammeAsync(12, 2.2);
        float[] loop = [.. message, .. Signal.Silence(0.500, Music.Rate), .. message, .. Signal.Silence(0.512, Music.Rate), .. message, .. Signal.Silence(0.495, Music.Rate), .. message];

        Assert.True(Repetition(loop).Detected);
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(0.5)]
    [InlineData(0.3)]
    public async Task A_stuck_buffer_is_a_repetition(double seconds) =>
        Assert.True(Repetition(Music.Repeat(await Music.ProgrammeAsync(7, seconds), 0, 10)).Detected);

    [Fact]
    public async Task A_stuck_frame_and_steady_sounds_change_less_than_any_programme()
    {
        Assert.InRange(Repetition(Music.Repeat(await Music.ProgrammeAsync(7, 1152.0 / Music.Rate), 0, 10)).SpectralChangeDb, 0, 4);
        Assert.InRange(Repetition(Signal.Sine(10, -20, sampleRate: Music.Rate)).SpectralChangeDb, 0, 1);
        Assert.InRange(Repetition(Signal.Noise(10, -20, sampleRate: Music.Rate)).SpectralChangeDb, 1, 4);
        Assert.InRange(Repetition(await Music.ProgrammeAsync(0, 10)).SpectralChangeDb, 6, 20);
        Assert.InRange(Repetition(Music.Mix(Music.Drums(10), Music.Tune(10))).SpectralChangeDb, 6, 20);
    }

    [Fact]
    public async Task Programme_is_no_repetition_whatever_its_level()
    {
        for (var at = 0; at <= 20; at += 5)
        {
            var programme = await Music.ProgrammeAsync(at, 10);
            Assert.Null(Repetition(programme).Period);
            Assert.Null(Repetition(programme.At(-35)).Period);
        }
    }

    [Fact]
    public async Task Pauses_silence_tones_and_wandering_noise_are_no_repetition()
    {
        var random = new Random(1);
        var gated = Signal.Stereo(12, Music.Rate, i => { var x = i % 88_200 < 44_100 ? (float)(0.1 * ((random.NextDouble() * 2) - 1)) : 0; return (x, x); });
        var wandering = Signal.Stereo(10, Music.Rate, i => { var x = (float)(0.1 * (0.5 + (0.5 * Math.Sin(2 * Math.PI * 0.41 * i / Music.Rate))) * ((random.NextDouble() * 2) - 1)); return (x, x); });
        foreach (var samples in new[]
        {
            gated, wandering, await Music.ProgrammeAsync(0, 20, AudioVariant.Gaps), Signal.Silence(10, Music.Rate), Signal.Sine(10, -20, sampleRate: Music.Rate),
            Signal.Noise(10, -20, sampleRate: Music.Rate), Signal.Noise(10, -70, sampleRate: Music.Rate), Signal.Sine(1, -20, sampleRate: Music.Rate),
        }) Assert.False(Repetition(samples).Detected);
    }

    [Fact]
    public void Music_on_a_beat_is_no_repetition_even_when_only_the_drum_machine_plays()
    {
        Assert.Null(Repetition(Music.Mix(Music.Drums(10), Music.Tune(10))).Period);
        Assert.Null(Repetition(Music.Tune(20)).Period);
        Assert.Null(Repetition(Music.Mix(Music.Drums(30), Music.Tune(30))).Period);
        Assert.False(Repetition(Music.Drums(10)).Detected);
        Assert.False(Repetition(Music.Repeat(Music.Mix(Music.Drums(2), Music.Tune(2)), 0, 10)).Detected);
        Assert.False(Repetition(Music.Repeat(Music.Mix(Music.Drums(4), Music.Tune(4)), 0, 12)).Detected);
    }

    private static RepetitionMeasurement Repetition(float[] samples) => samples.Measure(Music.Rate).Repetition;
}
