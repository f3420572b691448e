using System.Threading.Channels;
using Platform.Kernel.Results;
using Platform.Speech.Hosting.Wire;
using Platform.Speech.VoiceActivity;

namespace Platform.Speech.Listening;

/// <summary>One transcription by an engine that is ready.</summary>
internal sealed class ListeningRun(
    IChunkListener listener, VoiceDetectors detectors, ChannelWriter<SpeechEvent> events, SpeechAudio audio, SpeechToTextRequest request, ChunkPlan plan, bool invents, TimeProvider clock)
{
    // What the engine is told of what it wrote before, where that is wanted: about half of Whisper's window of text.
    private const int ContextLength = 600;

    private readonly SegmentCleaner _cleaner = new(request.Cleaning, request.Music, invents);
    private TimeSpan _done = request.StartAt;
    private TimeSpan _speech;
    private string? _language = request.Language;
    private string _before = "";
    private int _dropped;
    private bool _told;

    /// <returns>The last event: finished or failed.</returns>
    public async Task<SpeechEvent> FinishAsync(CancellationToken cancellationToken)
    {
        var start = clock.GetTimestamp();
        try
        {
            var detector = await detectors.OpenAsync(request, cancellationToken);
            if (!detector.Ok) return new SpeechEvent.Failed(detector.Error, _done);
            await using var scorer = detector.Value;
            var cutter = new SpeechCutter(audio, scorer, Voice(), plan);
            await foreach (var part in cutter.CutAsync(request.StartAt, cancellationToken))
            {
                if (part.Chunk is { } chunk && await HearAsync(chunk, cancellationToken) is { } error) return new SpeechEvent.Failed(error, _done);
                if (part.Done > _done) await ReportAsync(_done = part.Done, cancellationToken);
            }

            return new SpeechEvent.Finished(new TranscriptionSummary
            {
                Audio = SpeechAudio.ToTime(cutter.Position) - request.StartAt,
                Speech = _speech,
                Took = clock.GetElapsedTime(start),
                Dropped = _dropped,
            });
        }
        catch (SpeechException e)
        {
            return new SpeechEvent.Failed(e.Error, _done);
        }
    }

    // Everything counts as speech then, and is only cut at its quietest moments.
    private VoiceOptions Voice() => request.Voice.Enabled && !request.Music ? request.Voice : request.Voice with { Threshold = 0 };

    private async Task<Error?> HearAsync(SpeechChunk chunk, CancellationToken cancellationToken)
    {
        var length = chunk.End - chunk.Start;
        var order = new WorkOrder
        {
            Language = _language,
            Translate = request.Task == SpeechTask.TranslateToEnglish,
            Prompt = request.Decoding.ConditionOnPreviousText ? $"{request.Prompt} {_before}".Trim() : request.Prompt,
            Decoding = request.Decoding,
        };
        var heard = await listener.HearAsync(chunk.Samples, order, f => events.TryWrite(Progress(chunk.Start + (length * Math.Clamp(f, 0, 1)))), cancellationToken);
        if (!heard.Ok) return heard.Error;
        _speech += chunk.Speech;
        if (!_told)
        {
            _told = true;
            await events.WriteAsync(new SpeechEvent.Applied(heard.Value.Parameters, DecodingAsked.Ignored(request.Decoding, heard.Value.Parameters, listener.Unused)), cancellationToken);
        }

        if (_language is null && heard.Value.Language is { } language)
        {
            // Found out once: it would be found out wrongly sooner or later if asked for each piece.
            _language = language;
            await events.WriteAsync(new SpeechEvent.LanguageDetected(language, heard.Value.LanguageProbability), cancellationToken);
        }

        foreach (var segment in heard.Value.Segments) await GiveAsync(Place(segment, chunk), cancellationToken);
        return null;
    }

    private async Task GiveAsync(TranscriptSegment segment, CancellationToken cancellationToken)
    {
        if (segment.Text.Length == 0) return;
        var (clean, reason) = _cleaner.Clean(segment);
        if (clean is null)
        {
            _dropped++;
            await events.WriteAsync(new SpeechEvent.Dropped(segment, reason!), cancellationToken);
            return;
        }

        await events.WriteAsync(new SpeechEvent.Heard(clean), cancellationToken);
        if (!request.Decoding.ConditionOnPreviousText) return;
        _before = $"{_before} {clean.Text}";
        if (_before.Length > ContextLength) _before = _before[^ContextLength..];
    }

    private Task ReportAsync(TimeSpan at, CancellationToken cancellationToken) => events.WriteAsync(Progress(at), cancellationToken).AsTask();

    private SpeechEvent.Progress Progress(TimeSpan at) => new(_done, at, audio.Duration);

    private static TranscriptSegment Place(HeardSegment segment, SpeechChunk chunk)
    {
        List<TranscriptWord> words = [];
        foreach (var word in segment.Words)
        {
            var (from, to) = chunk.Word(word.Start, word.End);
            words.Add(new TranscriptWord(word.Text.Trim(), from, to, word.Confidence));
        }

        var (start, end) = chunk.Segment(segment.Start, segment.End);
        return new TranscriptSegment(start, end, segment.Text.Trim())
        {
            Words = words,
            AverageLogProbability = segment.AverageLogProbability,
            NoSpeechProbability = segment.NoSpeechProbability,
        };
    }
}
