using Platform.Kernel.Results;

namespace Platform.Speech.Tests;

/// <summary>Which engine it is, and what is said about it.</summary>
public sealed class ChoiceTests
{
    private readonly Settings<SpeechOptions> _options = new(new SpeechOptions());

    [Fact]
    public async Task Auto_takes_the_best_that_is_ready_and_says_why_not_the_others()
    {
        var chosen = await ChooseAsync(null, new Fake("cloud", remote: true), new Fake("draft", quality: EngineQuality.Draft), new Fake("good", missing: "No model."));
        Assert.Equal("draft", chosen.Value.Engine.Info.Id);
        Assert.Equal("auto chose draft: the best that is ready; not good: No model.", chosen.Value.Why);
    }

    [Fact]
    public async Task Auto_never_sends_speech_away_unless_allowed()
    {
        var refused = await ChooseAsync(null, new Fake("cloud", remote: true));
        Assert.Equal("speech.engine_missing", refused.Error?.Code);
        Assert.Contains("speech would leave this machine (Speech:AutoMayUseRemote)", refused.Error!.Message, StringComparison.Ordinal);
        _options.CurrentValue.AutoMayUseRemote = true;
        Assert.Equal("cloud", (await ChooseAsync(null, new Fake("cloud", remote: true))).Value.Engine.Info.Id);
    }

    [Fact]
    public async Task A_request_wins_over_the_configuration_and_the_configuration_over_auto()
    {
        _options.CurrentValue.SpeechToText = "second";
        Fake[] engines = [new("first"), new("second"), new("third")];
        Assert.Equal(("second", "It is set in Speech:SpeechToText."), Said(await ChooseAsync(null, engines)));
        Assert.Equal(("third", "It was asked for."), Said(await ChooseAsync("third", engines)));
        Assert.Equal("first", (await ChooseAsync("auto", engines)).Value.Engine.Info.Id);
    }

    [Fact]
    public async Task A_named_engine_that_is_not_ready_is_an_error_and_nobody_steps_in()
    {
        var missing = await ChooseAsync("good", new Fake("good", missing: "No model."), new Fake("other"));
        Assert.Equal(("speech.engine_missing", "good: No model. Get one."), (missing.Error?.Code, missing.Error?.Message));
        Assert.Equal("There is no engine 'x'; there are: auto, other.", (await ChooseAsync("x", new Fake("other"))).Error?.Message);
    }

    [Fact]
    public async Task Wrong_options_are_told_by_field_before_anything_starts()
    {
        var engines = new SpeechEngines([new Fake("good")], [], [], [], _options);
        var wrong = await engines.ChooseAsync(null, new SpeechToTextRequest { Decoding = new DecodingOptions { BeamSize = 0 } }, CancellationToken.None);
        Assert.Equal("beamSize", wrong.Error!.Fields.Keys.Single());
        wrong = await engines.ChooseAsync(null, new SpeechToTextRequest { Voice = new VoiceOptions { Threshold = 1.3 } }, CancellationToken.None);
        Assert.Equal("vadThreshold must be between 0 and 1.", wrong.Error!.Message);
    }

    [Fact]
    public async Task A_voice_is_chosen_by_language()
    {
        await using var floor = new Floor();
        var engines = new SpeechEngines([], [floor.Flite, floor.Espeak], [], [], _options);
        Assert.Equal("espeak-ng", (await engines.ChooseAsync(null, new SpeakRequest("tere") { Language = "et" }, CancellationToken.None)).Value.Engine.Info.Id);
        Assert.Equal("speech.not_capable", (await engines.ChooseAsync("flite", new SpeakRequest("tere") { Language = "et" }, CancellationToken.None)).Error?.Code);
    }

    private static (string, string) Said(Result<Chosen<ISpeechToText>> chosen) => (chosen.Value.Engine.Info.Id, chosen.Value.Why);

    private Task<Result<Chosen<ISpeechToText>>> ChooseAsync(string? engine, params Fake[] engines) =>
        new SpeechEngines(engines, [], [], [], _options).ChooseAsync(engine, new SpeechToTextRequest(), CancellationToken.None);

    private sealed class Fake(string id, bool remote = false, string? missing = null, EngineQuality quality = EngineQuality.Good) : ISpeechToText
    {
        public EngineInfo Info { get; } = new(id, id, "", remote) { Quality = quality };

        public SpeechToTextCapabilities Capabilities { get; } = new();

        public Task<EngineState> InspectAsync(CancellationToken cancellationToken) =>
            Task.FromResult(missing is null ? EngineState.Good("") : EngineState.Missing(missing, "Get one."));

        public IAsyncEnumerable<SpeechEvent> TranscribeAsync(SpeechAudio audio, SpeechToTextRequest request, CancellationToken cancellationToken) =>
            throw new NotSupportedException();
    }
}
