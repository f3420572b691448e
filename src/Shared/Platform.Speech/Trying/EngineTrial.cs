using Platform.Kernel.Results;

namespace Platform.Speech.Trying;

/// <summary>What an engine is for.</summary>
public enum EngineRole
{
    SpeechToText,
    TextToSpeech,
    Translation,
    VoiceActivity,
}

/// <summary>What became of a test of an engine.</summary>
/// <param name="Said">What it heard, spoke or translated, in a sentence.</param>
/// <param name="Seconds">How long it took, loading included.</param>
/// <param name="TimesRealTime">Seconds of speech per second of work; null where that makes no sense.</param>
public sealed record TrialResult(string Said, double Seconds, double? TimesRealTime);

/// <summary>Tests an engine for real: has it speak, or listen to a sentence that another engine of this machine speaks.</summary>
internal sealed class EngineTrial(SpeechEngines engines, TimeProvider clock)
{
    private const string Sentence = "The market closed higher today after a week of heavy losses.";
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    /// <returns>What it said, or why it cannot; <c>engine.not_found</c>, <c>speech.test_timeout</c>.</returns>
    public async Task<Result<TrialResult>> RunAsync(EngineRole role, string id, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(Limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            return role switch
            {
                EngineRole.SpeechToText => await WithAsync(engines.SpeechToText, id, e => ListenAsync(e, either.Token)),
                EngineRole.TextToSpeech => await WithAsync(engines.TextToSpeech, id, e => SpeakAsync(e, either.Token)),
                EngineRole.Translation => await WithAsync(engines.Translation, id, e => TranslateAsync(e, either.Token)),
                _ => await WithAsync(engines.VoiceActivity, id, e => DetectAsync(e, either.Token)),
            };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Error.Unavailable("speech.test_timeout", $"It did not answer within {Limit.TotalMinutes:0} minutes.");
        }
        catch (SpeechException e)
        {
            return e.Error;
        }
    }

    private static Task<Result<TrialResult>> WithAsync<TEngine>(IReadOnlyList<TEngine> all, string id, Func<TEngine, Task<Result<TrialResult>>> test)
        where TEngine : class, ISpeechEngine => all.FirstOrDefault(e => e.Info.Id == id) is { } engine
        ? test(engine)
        : Task.FromResult<Result<TrialResult>>(Error.NotFound("engine", id));

    private async Task<Result<TrialResult>> ListenAsync(ISpeechToText engine, CancellationToken cancellationToken)
    {
        var speech = await SentenceAsync(cancellationToken);
        if (!speech.Ok) return speech.Error;
        var start = clock.GetTimestamp();
        var language = engine.Capabilities.Languages is null ? null : "en";
        var heard = await engine.TranscribeAsync(speech.Value, new SpeechToTextRequest { Language = language }, cancellationToken).CollectAsync(cancellationToken);
        if (!heard.Ok) return heard.Error;
        var took = clock.GetElapsedTime(start);
        return new TrialResult(heard.Value.Text.Length > 0 ? $"Heard: {heard.Value.Text.ReplaceLineEndings(" ")}" : "Heard nothing.", Seconds(took), speech.Value.Duration / took);
    }

    private async Task<Result<TrialResult>> SpeakAsync(ITextToSpeech engine, CancellationToken cancellationToken)
    {
        var (start, sink) = (clock.GetTimestamp(), new SampleSink());
        var spoken = await engine.SpeakAsync(new SpeakRequest(Sentence) { Language = "en" }, sink, cancellationToken);
        if (!spoken.Ok) return spoken.Error;
        var took = clock.GetElapsedTime(start);
        return new TrialResult($"Spoke for {spoken.Value.TotalSeconds:0.0} s at {sink.Format.SampleRate} Hz.", Seconds(took), spoken.Value / took);
    }

    private async Task<Result<TrialResult>> TranslateAsync(ITranslator engine, CancellationToken cancellationToken)
    {
        var pairs = await engine.PairsAsync(cancellationToken);
        if (!pairs.Ok) return pairs.Error;
        var pair = pairs.Value is null ? new LanguagePair("en", "es") : pairs.Value.OrderBy(p => p.From != "en").FirstOrDefault();
        if (pair is null) return Error.Unavailable("speech.pair_unknown", (await engine.InspectAsync(cancellationToken)).Detail);
        var start = clock.GetTimestamp();
        var translated = await engine.TranslateAsync(new TranslateRequest("The house is big.", pair.From, pair.To), cancellationToken);
        return translated.Ok ? new TrialResult($"\"The house is big.\" from {pair.From} to {pair.To}: {translated.Value}", Seconds(clock.GetElapsedTime(start)), null) : translated.Error;
    }

    private async Task<Result<TrialResult>> DetectAsync(IVoiceActivity engine, CancellationToken cancellationToken)
    {
        var speech = await SentenceAsync(cancellationToken);
        if (!speech.Ok) return speech.Error;
        var (start, found) = (clock.GetTimestamp(), new List<SpeechRegion>());
        await foreach (var region in engine.DetectAsync(speech.Value, new VoiceOptions(), cancellationToken)) found.Add(region);
        var took = clock.GetElapsedTime(start);
        return new TrialResult($"Found {found.Sum(r => r.Length.TotalSeconds):0.0} s of speech in {speech.Value.Duration!.Value.TotalSeconds:0.0} s.", Seconds(took), speech.Value.Duration / took);
    }

    /// <summary>A sentence between two silences, spoken by the first engine of this machine that can.</summary>
    private async Task<Result<SpeechAudio>> SentenceAsync(CancellationToken cancellationToken)
    {
        foreach (var engine in engines.TextToSpeech.Where(e => !e.Info.Remote).OrderBy(e => e.Info.Quality))
        {
            var sink = new SampleSink();
            if ((await engine.InspectAsync(cancellationToken)).Ready && (await engine.SpeakAsync(new SpeakRequest(Sentence) { Language = "en" }, sink, cancellationToken)).Ok)
                return SpeechAudio.FromSamples(sink.Padded());
        }

        return Error.Unavailable("speech.engine_missing", "There is nothing to listen to: install an engine that speaks, such as espeak-ng.");
    }

    private static double Seconds(TimeSpan time) => Math.Round(time.TotalSeconds, 2);
}
