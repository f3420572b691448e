using Platform.Speech.Tests.Words;
using Platform.Speech.VoiceActivity;

namespace Platform.Speech.Tests.VoiceActivity;

/// <summary>Speech in silence and in noise.</summary>
public sealed class LevelGateTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(0.002)]
    [InlineData(0.01)]
    public async Task Two_sentences_in_noise_are_found_and_the_rest_is_skipped(double noise)
    {
        await using var floor = new Floor();
        var sentence = (await SpokenFile.SpeakAsync(floor.Flite, new SpeakRequest("police are looking for two men who were seen near the station"))).ToSamples();
        var (random, audio) = (new Random(1), new float[16_000 * 60]);
        for (var i = 0; i < audio.Length; i++) audio[i] = (float)((random.NextDouble() - 0.5) * 2 * noise);
        foreach (var at in (int[])[15, 40])
        {
            for (var i = 0; i < sentence.Length; i++) audio[(at * 16_000) + i] += sentence[i];
        }

        var found = await DetectAsync(audio);
        var length = sentence.Length / 16_000.0;
        Assert.Equal(2, found.Count);
        Assert.All(found.Zip([15.0, 40.0]), pair =>
        {
            Assert.InRange(pair.First.Start.TotalSeconds, pair.Second - 0.4, pair.Second + 0.4);
            Assert.InRange(pair.First.End.TotalSeconds, pair.Second + length - 0.5, pair.Second + length + 0.5);
        });
    }

    [Fact]
    public async Task Silence_and_faint_hum_have_no_speech()
    {
        Assert.Empty(await DetectAsync(new float[16_000 * 20]));
        Assert.Empty(await DetectAsync([.. Enumerable.Range(0, 16_000 * 20).Select(i => 0.001f * MathF.Sin(i * 0.02f))]));
    }

    [Fact]
    public async Task Sound_without_pauses_passes_whole()
    {
        var found = await DetectAsync([.. Enumerable.Range(0, 16_000 * 40).Select(i => 0.3f * MathF.Sin(i * 0.2f))]);
        Assert.InRange(found.Sum(r => r.Length.TotalSeconds), 39, 40.01);
    }

    private static async Task<List<SpeechRegion>> DetectAsync(float[] audio)
    {
        var found = new List<SpeechRegion>();
        await foreach (var region in new LevelDetector().DetectAsync(SpeechAudio.FromSamples(audio), new VoiceOptions(), CancellationToken.None)) found.Add(region);
        return found;
    }
}
