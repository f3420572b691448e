using Platform.Kernel.Results;
using Platform.Speech;

namespace Platform.Transcription.OpenAi;

/// <summary>All that was heard in one file.</summary>
internal sealed record Heard(IReadOnlyList<TranscriptSegment> Segments, string? Language, TimeSpan Duration)
{
    /// <summary>One line, as OpenAI gives it.</summary>
    public string Text => string.Join(' ', Segments.Select(s => s.Text));

    /// <summary>Follows a transcription to its end.</summary>
    /// <param name="events">Of the engine.</param>
    /// <param name="language">That was asked for; null when the engine is to find out.</param>
    /// <param name="said">Told of each segment as it is heard.</param>
    /// <param name="cancellationToken">Stops the engine.</param>
    public static async Task<Result<Heard>> FollowAsync(
        IAsyncEnumerable<SpeechEvent> events, string? language, Func<TranscriptSegment, Task>? said, CancellationToken cancellationToken)
    {
        var segments = new List<TranscriptSegment>();
        await foreach (var happened in events.WithCancellation(cancellationToken))
        {
            switch (happened)
            {
                case SpeechEvent.LanguageDetected detected:
                    language = detected.Language;
                    break;
                case SpeechEvent.Heard heard:
                    segments.Add(heard.Segment);
                    if (said is not null) await said(heard.Segment);
                    break;
                case SpeechEvent.Failed failed:
                    return failed.Error;
                case SpeechEvent.Finished finished:
                    return new Heard(segments, language, finished.Summary.Audio);
            }
        }

        return Error.Unavailable("speech.failed", "The engine ended without a result.");
    }
}
