using Platform.Kernel.Results;

namespace Platform.Speech;

/// <summary>A whole transcription, for callers that do not follow it.</summary>
/// <param name="Segments">In order.</param>
/// <param name="Language">ISO 639-1, where known.</param>
/// <param name="Summary">What it amounted to.</param>
public sealed record Transcript(IReadOnlyList<TranscriptSegment> Segments, string? Language, TranscriptionSummary Summary)
{
    /// <summary>One segment per line.</summary>
    public string Text => string.Join('\n', Segments.Select(s => s.Text));
}

public static class TranscriptReading
{
    /// <summary>Follows a transcription to its end.</summary>
    public static async Task<Result<Transcript>> CollectAsync(this IAsyncEnumerable<SpeechEvent> events, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(events);
        var segments = new List<TranscriptSegment>();
        string? language = null;
        await foreach (var happened in events.WithCancellation(cancellationToken))
        {
            switch (happened)
            {
                case SpeechEvent.Heard heard:
                    segments.Add(heard.Segment);
                    break;
                case SpeechEvent.LanguageDetected detected:
                    language = detected.Language;
                    break;
                case SpeechEvent.Failed failed:
                    return failed.Error;
                case SpeechEvent.Finished finished:
                    return new Transcript(segments, language, finished.Summary);
            }
        }

        return Error.Unavailable("speech.failed", "The engine ended without a result.");
    }
}
