using Platform.Kernel.Results;
using Platform.Speech;
using Platform.Transcription.Preprocessing;
using Platform.Transcription.Presets;
using Platform.Transcription.SttFaster;
using Transcript = Platform.Transcription.Formats.Transcript;

namespace Platform.Transcription.Cli;

/// <summary>Writes one file down here and now, without the queue.</summary>
internal sealed class TranscribeFile(SpeechEngines engines, Preprocessor preprocessor, TimeProvider clock)
{
    /// <param name="path">Full path.</param>
    /// <param name="recipe">How.</param>
    /// <param name="stt">What the environment says besides.</param>
    /// <param name="report">Is told how far it is.</param>
    /// <param name="cancellationToken">Stops the engine.</param>
    public async Task<FileAttempt> RunAsync(string path, TranscriptionRecipe recipe, SttEnvironment stt, Action<SpeechEvent.Progress> report, CancellationToken cancellationToken)
    {
        var start = clock.GetTimestamp();
        var request = recipe.ToRequest();
        var chosen = await engines.ChooseAsync(recipe.Engine, request, cancellationToken);
        if (!chosen.Ok) return new FileAttempt { Error = chosen.Error, Total = clock.GetElapsedTime(start) };
        var opened = await preprocessor.OpenAsync(path, recipe.Preprocessing, stt.Places, 0, cancellationToken);
        var attempt = new FileAttempt { Engine = chosen.Value.Engine.Info.Id, Model = recipe.Model, Why = chosen.Value.Why, Preprocess = clock.GetElapsedTime(start) };
        if (!opened.Ok) return attempt with { Error = opened.Error, Total = clock.GetElapsedTime(start) };

        attempt = attempt with { Prepared = opened.Value };
        var listening = clock.GetTimestamp();
        var heard = new HeardInOneGo(report);
        await foreach (var happened in chosen.Value.Engine.TranscribeAsync(opened.Value.Audio, request, cancellationToken)) heard.Take(happened);
        attempt = attempt with { Total = clock.GetElapsedTime(start), Transcribe = clock.GetElapsedTime(listening), Model = heard.Started?.Model ?? attempt.Model, Details = heard.Started?.Details ?? attempt.Details, Applied = heard.Applied };
        if (heard.Error is { } error) return attempt with { Error = error };
        return heard.Summary is { } summary
            ? attempt with { Transcript = Whole(path, recipe, stt, opened.Value, heard, summary) }
            : attempt with { Error = Error.Unavailable("speech.failed", "The engine ended without a result.") };
    }

    private static Transcript Whole(string path, TranscriptionRecipe recipe, SttEnvironment stt, PreparedAudio prepared, HeardInOneGo heard, TranscriptionSummary summary) => new(heard.Segments)
    {
        Audio = Path.GetFileName(path),
        Language = heard.Language?.Language ?? recipe.Language,
        LanguageProbability = heard.Language?.Probability,
        LanguageForced = recipe.Language is not null,
        Duration = summary.Audio > TimeSpan.Zero ? summary.Audio : prepared.Facts.Duration ?? TimeSpan.Zero,
        Dropped = heard.Dropped,
        DecodingArguments = DecodingArguments.Of(recipe, stt.Explicit),
        IgnoredArguments = heard.Applied?.Ignored ?? new Dictionary<string, string>(),
    };

    private sealed class HeardInOneGo(Action<SpeechEvent.Progress> report)
    {
        public List<TranscriptSegment> Segments { get; } = [];

        public SpeechEvent.Started? Started { get; private set; }

        public SpeechEvent.Applied? Applied { get; private set; }

        public SpeechEvent.LanguageDetected? Language { get; private set; }

        public TranscriptionSummary? Summary { get; private set; }

        public Error? Error { get; private set; }

        public int Dropped { get; private set; }

        public void Take(SpeechEvent happened)
        {
            switch (happened)
            {
                case SpeechEvent.Started started:
                    Started = started;
                    break;
                case SpeechEvent.Applied applied:
                    Applied = applied;
                    break;
                case SpeechEvent.LanguageDetected language:
                    Language = language;
                    break;
                case SpeechEvent.Heard heard:
                    Segments.Add(heard.Segment);
                    break;
                case SpeechEvent.Dropped:
                    Dropped++;
                    break;
                case SpeechEvent.Progress progress:
                    report(progress);
                    break;
                case SpeechEvent.Failed failed:
                    Error = failed.Error;
                    break;
                case SpeechEvent.Finished finished:
                    Summary = finished.Summary;
                    break;
            }
        }
    }
}
