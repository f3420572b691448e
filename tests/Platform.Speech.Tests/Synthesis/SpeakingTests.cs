using Platform.Speech.Synthesis;
using Platform.Speech.Tests.Words;

namespace Platform.Speech.Tests.Synthesis;

/// <summary>Real espeak-ng and flite.</summary>
public sealed class SpeakingTests
{
    [Theory]
    [InlineData("en-us", 22_050)]
    [InlineData("et", 22_050)]
    [InlineData("de", 22_050)]
    public async Task Espeak_speaks_many_languages(string language, int rate)
    {
        await using var floor = new Floor();
        var spoken = await SpokenFile.SpeakAsync(floor.Espeak, new SpeakRequest("Tere hommikust. Good morning. Guten Morgen.") { Language = language });
        Assert.Equal((rate, 1), (spoken.Format.SampleRate, spoken.Format.Channels));
        Assert.InRange(spoken.Seconds, 1, 10);
        Assert.InRange(spoken.ToSamples().Max(Math.Abs), 0.05f, 1f);
    }

    [Fact]
    public async Task Speed_is_a_factor_of_the_normal_one()
    {
        await using var floor = new Floor();
        foreach (var engine in (ITextToSpeech[])[floor.Espeak, floor.Flite])
        {
            var normal = await SpokenFile.SpeakAsync(engine, new SpeakRequest("One two three four five six seven eight nine ten."));
            var fast = await SpokenFile.SpeakAsync(engine, new SpeakRequest("One two three four five six seven eight nine ten.") { Speed = 2 });
            Assert.InRange(normal.Seconds / fast.Seconds, 1.5, 2.6);
        }
    }

    [Fact]
    public async Task Engines_list_their_voices()
    {
        await using var floor = new Floor();
        Assert.Contains(new Voice("slt", "slt", "en"), (await floor.Flite.VoicesAsync(CancellationToken.None)).Value);
        var voices = (await floor.Espeak.VoicesAsync(CancellationToken.None)).Value;
        Assert.Contains(voices, v => v is { Id: "et", Language: "et" });
        Assert.InRange(voices.Count, 80, 300);
    }

    [Fact]
    public async Task A_long_text_is_spoken_whole_although_flite_takes_it_in_pieces()
    {
        await using var floor = new Floor();
        var sentence = string.Concat(Enumerable.Repeat("This is a sentence of some words. ", 60));
        var whole = await SpokenFile.SpeakAsync(floor.Flite, new SpeakRequest(sentence));
        var one = await SpokenFile.SpeakAsync(floor.Flite, new SpeakRequest("This is a sentence of some words."));
        Assert.InRange(whole.Seconds, one.Seconds * 60 * 0.7, one.Seconds * 60 * 1.3);
    }

    [Theory]
    [InlineData("", null, 1, "speech.text_empty")]
    [InlineData("hello", "nobody", 1, "speech.voice_unknown")]
    [InlineData("hello", "../../etc/passwd", 1, "speech.voice_unknown")]
    [InlineData("hello", null, 9, "speech.option_invalid")]
    public async Task Wrong_requests_are_told_so(string text, string? voice, double speed, string code)
    {
        await using var floor = new Floor();
        foreach (var engine in (ITextToSpeech[])[floor.Espeak, floor.Flite])
        {
            var spoken = await engine.SpeakAsync(new SpeakRequest(text) { Voice = voice, Speed = speed }, new SpokenFile(), CancellationToken.None);
            Assert.Equal(code, spoken.Error?.Code);
        }
    }

    [Fact]
    public async Task Text_that_looks_like_an_option_is_spoken()
    {
        await using var floor = new Floor();
        foreach (var engine in (ITextToSpeech[])[floor.Espeak, floor.Flite])
            Assert.InRange((await SpokenFile.SpeakAsync(engine, new SpeakRequest("--help -v me 'please' $(now)"))).Seconds, 0.5, 10);
    }

    [Fact]
    public async Task A_missing_program_says_how_to_get_it()
    {
        await using var floor = new Floor();
        floor.Options.CurrentValue = new SpeechOptions { EspeakPath = "no-such-espeak", FlitePath = "no-such-flite" };
        var spoken = await floor.Espeak.SpeakAsync(new SpeakRequest("hello"), new SpokenFile(), CancellationToken.None);
        Assert.Equal("speech.engine_missing", spoken.Error?.Code);
        Assert.Contains("apt install espeak-ng", spoken.Error!.Message, StringComparison.Ordinal);
        Assert.False((await floor.Flite.InspectAsync(CancellationToken.None)).Ready);
        Assert.Equal("Run: apt install flite", (await floor.Flite.InspectAsync(CancellationToken.None)).Fix);
    }

    [Fact]
    public void Pieces_end_where_a_speaker_would_breathe()
    {
        Assert.Equal(["One two three.", "Four five six.", "Seven, eight,", "nine, ten"], SpokenText.Pieces("One two three. Four five six. Seven, eight, nine, ten", 18));
        Assert.Equal(["aaaaaaaaaa", "aaaaa"], SpokenText.Pieces(new string('a', 15), 10));
        Assert.All(SpokenText.Pieces(string.Concat(Enumerable.Repeat("😀", 30)), 11), p => Assert.DoesNotContain('\uFFFD', System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(p))));
    }
}
