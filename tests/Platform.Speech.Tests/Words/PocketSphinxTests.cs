using Platform.Speech.PocketSphinx;
using Xunit.Abstractions;

namespace Platform.Speech.Tests.Words;

/// <summary>Real words: spoken by flite and espeak-ng, written down by pocketsphinx.</summary>
public sealed class PocketSphinxTests(ITestOutputHelper output)
{
    private const string Text =
        "The weather will be cold and cloudy in the morning. The president will speak to the people at nine o'clock. "
        + "The market closed higher today after a week of heavy losses. Police are looking for two men who were seen near the station.";

    [Fact]
    public async Task Flites_words_come_back()
    {
        await using var floor = new Floor();
        var spoken = await SpokenFile.SpeakAsync(floor.Flite, new SpeakRequest(Text));
        var transcript = await floor.PocketSphinx.TranscribeAsync(
            SpeechAudio.FromSamples(spoken.ToSamples()), new SpeechToTextRequest { WordTimes = true }, CancellationToken.None).CollectAsync(CancellationToken.None);

        Assert.True(transcript.Ok, transcript.Error?.Message);
        var error = Wer.Of(Text, transcript.Value.Text);
        output.WriteLine($"WER {error:P1}, {transcript.Value.Summary.TimesRealTime:F1} x real time: {transcript.Value.Text}");
        Assert.InRange(error, 0, 0.2);
        Assert.Equal("en", transcript.Value.Language);

        var words = transcript.Value.Segments.SelectMany(s => s.Words).ToList();
        Assert.Equal(transcript.Value.Text.Split([' ', '\n']), words.Select(w => w.Text));
        Assert.All(words, w => Assert.True(w.Start < w.End && w.End.TotalSeconds <= spoken.Seconds + 0.1, $"{w}"));
        Assert.Equal(words.OrderBy(w => w.Start), words);
        Assert.All(words, w => Assert.InRange(w.Confidence!.Value, 0, 1));
    }

    [Fact]
    public async Task Words_are_where_they_were_said_also_after_silence_that_is_skipped()
    {
        await using var floor = new Floor();
        var sentence = (await SpokenFile.SpeakAsync(floor.Flite, new SpeakRequest("the market closed higher today"))).ToSamples();
        const int at = 40;
        var audio = new float[(SpeechAudio.SampleRate * at) + sentence.Length + SpeechAudio.SampleRate];
        sentence.CopyTo(audio, SpeechAudio.SampleRate * at);
        var transcript = (await floor.PocketSphinx.TranscribeAsync(SpeechAudio.FromSamples(audio), new SpeechToTextRequest(), CancellationToken.None).CollectAsync(CancellationToken.None)).Value;

        output.WriteLine(transcript.Text);
        Assert.InRange(transcript.Segments[0].Start.TotalSeconds, at - 0.3, at + 0.6);
        Assert.InRange(transcript.Summary.Speech.TotalSeconds, 0.5, (sentence.Length / 16_000.0) + 1);
        Assert.Equal(audio.Length / 16_000.0, transcript.Summary.Audio.TotalSeconds, 2);
    }

    [Fact]
    public async Task A_second_run_takes_up_the_work_where_the_first_reported_it_done()
    {
        await using var floor = new Floor();
        var samples = (await SpokenFile.SpeakAsync(floor.Flite, new SpeakRequest(Text))).ToSamples();
        float[] audio = [.. samples, .. new float[16_000 * 2], .. samples];
        var request = new SpeechToTextRequest();
        var (first, done) = (new List<TranscriptSegment>(), TimeSpan.Zero);
        await foreach (var happened in floor.PocketSphinx.TranscribeAsync(SpeechAudio.FromSamples(audio), request, CancellationToken.None))
        {
            if (happened is SpeechEvent.Heard heard) first.Add(heard.Segment);
            if (happened is SpeechEvent.Progress { Done.TotalSeconds: > 8 } progress)
            {
                done = progress.Done;
                break;
            }
        }

        var rest = await floor.PocketSphinx.TranscribeAsync(SpeechAudio.FromSamples(audio), request with { StartAt = done }, CancellationToken.None).CollectAsync(CancellationToken.None);
        var whole = await floor.PocketSphinx.TranscribeAsync(SpeechAudio.FromSamples(audio), request, CancellationToken.None).CollectAsync(CancellationToken.None);
        Assert.True(done < TimeSpan.FromSeconds(audio.Length / 16_000.0));
        Assert.All(rest.Value.Segments, s => Assert.True(s.Start >= done));
        Assert.InRange(Wer.Of(whole.Value.Text, string.Join(' ', first.Concat(rest.Value.Segments).Select(s => s.Text))), 0, 0.15);
    }

    [Fact]
    public async Task Broken_models_end_the_process_and_not_the_service()
    {
        await using var floor = new Floor();
        var folder = Directory.CreateTempSubdirectory("platform-test-").FullName;
        try
        {
            var real = new PocketSphinxModel(floor.Options.CurrentValue.PocketSphinxModelPath);
            Directory.CreateSymbolicLink(Path.Combine(folder, "en-us"), real.Acoustic);
            File.CreateSymbolicLink(Path.Combine(folder, "cmudict-en-us.dict"), real.Dictionary);
            await File.WriteAllBytesAsync(Path.Combine(folder, "en-us.lm.bin"), (await File.ReadAllBytesAsync(real.Language))[..20_000]);
            floor.Options.CurrentValue.PocketSphinxModelPath = folder;
            var broken = await TranscribeAsync(floor);
            Assert.Contains(broken.Error?.Code, new[] { "speech.engine_crashed", "speech.model_invalid" });

            floor.Options.CurrentValue.PocketSphinxModelPath = "/nowhere";
            var missing = await TranscribeAsync(floor);
            Assert.Equal("speech.engine_missing", missing.Error?.Code);
            Assert.Contains("apt install libpocketsphinx3 pocketsphinx-en-us", missing.Error!.Message, StringComparison.Ordinal);

            floor.Options.CurrentValue.PocketSphinxModelPath = real.Folder;
            Assert.True((await TranscribeAsync(floor)).Ok);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("et", false, "it knows en, not 'et'")]
    [InlineData("en", true, "it does not tell speakers apart")]
    public async Task What_it_cannot_do_it_says_before_it_begins(string language, bool diarize, string reason)
    {
        await using var floor = new Floor();
        var result = await floor.PocketSphinx.TranscribeAsync(SpeechAudio.FromSamples(new float[16_000]), new SpeechToTextRequest { Language = language, Diarize = diarize }, CancellationToken.None)
            .CollectAsync(CancellationToken.None);
        Assert.Equal("speech.not_capable", result.Error?.Code);
        Assert.Contains(reason, result.Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelling_stops_it()
    {
        await using var floor = new Floor();
        var samples = (await SpokenFile.SpeakAsync(floor.Flite, new SpeakRequest(Text))).ToSamples();
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var happened in floor.PocketSphinx.TranscribeAsync(SpeechAudio.FromSamples(samples), new SpeechToTextRequest(), stop.Token))
            {
                if (happened is SpeechEvent.Started) await stop.CancelAsync();
            }
        });
        Assert.DoesNotContain(floor.Workers.List(), w => w.Working);
    }

    private static async Task<Kernel.Results.Result<Transcript>> TranscribeAsync(Floor floor)
    {
        var noise = new float[16_000];
        for (var i = 0; i < noise.Length; i++) noise[i] = (float)Math.Sin(i * 0.3) * 0.3f;
        return await floor.PocketSphinx.TranscribeAsync(SpeechAudio.FromSamples(noise), new SpeechToTextRequest(), CancellationToken.None).CollectAsync(CancellationToken.None);
    }
}
