using Platform.Speech.Translation;

namespace Platform.Speech.Tests.Translation;

/// <summary>Real apertium with English and Spanish.</summary>
public sealed class ApertiumTests
{
    [Fact]
    public async Task Text_is_translated_line_by_line()
    {
        await using var floor = new Floor();
        var apertium = new ApertiumTranslator(floor.Tool, floor.Options);
        Assert.True((await apertium.InspectAsync(CancellationToken.None)).Ready);
        Assert.Contains(new LanguagePair("en", "es"), (await apertium.PairsAsync(CancellationToken.None)).Value!);
        var translated = await apertium.TranslateAsync(new TranslateRequest("The house is big.\nThe car is red.", "en", "es"), CancellationToken.None);
        Assert.Equal("La casa es grande.\nEl coche es rojo.", translated.Value);
        Assert.StartsWith("The house", (await apertium.TranslateAsync(new TranslateRequest("La casa es grande.", "es", "en"), CancellationToken.None)).Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_it_cannot_do_it_says()
    {
        await using var floor = new Floor();
        var apertium = new ApertiumTranslator(floor.Tool, floor.Options);
        var unknown = await apertium.TranslateAsync(new TranslateRequest("hello", "en", "et"), CancellationToken.None);
        Assert.Equal("speech.pair_unknown", unknown.Error?.Code);
        Assert.Contains("en to es", unknown.Error!.Message, StringComparison.Ordinal);
        Assert.Equal("speech.language_unknown", (await apertium.TranslateAsync(new TranslateRequest("hello", "../x", "es"), CancellationToken.None)).Error?.Code);
        Assert.Equal("speech.text_empty", (await apertium.TranslateAsync(new TranslateRequest(" ", "en", "es"), CancellationToken.None)).Error?.Code);

        var engines = new SpeechEngines([], [], [apertium, new OpenAiTranslator(floor.Server)], [], floor.Options);
        Assert.Equal("apertium", (await engines.ChooseAsync(null, new TranslateRequest("x", "en", "es"), CancellationToken.None)).Value.Engine.Info.Id);
        Assert.Contains("it does not translate 'en' to 'et'", (await engines.ChooseAsync(null, new TranslateRequest("x", "en", "et"), CancellationToken.None)).Error!.Message, StringComparison.Ordinal);
        floor.Options.CurrentValue.ApertiumPath = "no-such-apertium";
        Assert.Contains("apt install apertium", (await apertium.InspectAsync(CancellationToken.None)).Fix, StringComparison.Ordinal);
    }
}
