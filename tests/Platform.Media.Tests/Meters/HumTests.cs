using Platform.Testing.Audio;

namespace Platform.Media.Tests.Meters;

public sealed class HumTests
{
    [Theory]
    [InlineData(50)]
    [InlineData(60)]
    public async Task Hum_under_speech_and_music_is_found_with_its_level(double mains)
    {
        foreach (var (programme, name) in new[] { (await Music.ProgrammeAsync(0, 10, AudioVariant.Gaps), "speech with pauses"), (Music.Tune(10), "music"), (Signal.Silence(10, Music.Rate), "nothing") })
        {
            var hum = Music.Mix(programme, Hum(mains, 10)).Measure(Music.Rate).Hum;

            Assert.True(hum is not null, name);
            Assert.Equal(mains, hum.MainsHz);
            Assert.Equal(-41.4, hum.LevelDb, 1.5);
        }
    }

    [Fact]
    public async Task Programme_tones_bass_and_silence_are_no_hum()
    {
        Assert.Null((await Music.ProgrammeAsync(0, 10)).Measure(Music.Rate).Hum);
        Assert.Null(Music.Mix(Music.Drums(10), Music.Tune(10)).Measure(Music.Rate).Hum);
        Assert.Null(Signal.Sine(10, -20, 100, Music.Rate).Measure(Music.Rate).Hum);
        Assert.Null(Signal.Silence(10, Music.Rate).Measure(Music.Rate).Hum);
        Assert.Null(Signal.Noise(10, -20, sampleRate: Music.Rate).Measure(Music.Rate).Hum);

        // G1 held for ten seconds: 49 Hz and its harmonics.
        Assert.Null(Hum(49, 10).Measure(Music.Rate).Hum);
    }

    // Five harmonics, the first at 1 % of full scale.
    private static float[] Hum(double mains, double seconds) => Signal.Stereo(seconds, Music.Rate, i =>
    {
        var x = (float)Enumerable.Range(1, 5).Sum(k => 0.01 / k * Math.Sin(2 * Math.PI * mains * k * i / Music.Rate));
        return (x, x);
    });
}
