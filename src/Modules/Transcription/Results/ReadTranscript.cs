using Microsoft.EntityFrameworkCore;
using Platform.Kernel.Results;
using Platform.Speech;
using Platform.Transcription.Data;
using Platform.Transcription.Inputs;
using Platform.Transcription.Queue;
using Platform.Transcription.SttFaster;

namespace Platform.Transcription.Results;

/// <summary>A recording that is open to be sent.</summary>
/// <param name="Content">Its bytes.</param>
/// <param name="FileName">What its sender called it.</param>
/// <param name="ChangedAt">When it came.</param>
internal sealed record OpenAudioFile(FileStream Content, string FileName, DateTimeOffset ChangedAt);

/// <summary>Reads what was heard: for screens, as files, and the sound it was heard in. What is there while it runs can be read too.</summary>
internal sealed class ReadTranscript(IDbContextFactory<TranscriptionDb> databases, RecordingAudio recordings)
{
    public Task<Result<TranscriptView>> GetAsync(Guid id, CancellationToken cancellationToken) => GetAsync(id, 0, int.MaxValue, cancellationToken);

    /// <summary>From the segment of this number on, at most so many: who follows a run has those before, and who opens a page looks at the first.</summary>
    public async Task<Result<TranscriptView>> GetAsync(Guid id, int from, int limit, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await db.Living().AsNoTracking().FirstOrDefaultAsync(i => i.Id == id, cancellationToken) is not { } item) return QueueQueries.NotFound(id);
        var segments = await db.Set<StoredSegment>().AsNoTracking().Where(s => s.ItemId == id && s.Number >= from).OrderBy(s => s.Number).Take(limit).ToListAsync(cancellationToken);
        return new TranscriptView
        {
            Id = id,
            Name = item.Name,
            Version = item.TextVersion,
            Complete = item.State == TranscriptionState.Completed,
            Language = item.Language ?? item.Recipe.Language,
            LanguageProbability = item.LanguageProbability,
            DurationSeconds = item.Duration is { } d ? Seconds(d) : null,
            SegmentCount = segments.Count == limit ? item.SegmentCount : Math.Min(from, item.SegmentCount) + segments.Count,
            Segments = segments.ConvertAll(View),
        };
    }

    /// <summary>The whole of it, to be written as a file.</summary>
    public async Task<Result<Formats.Transcript>> WholeAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await db.Living().AsNoTracking().FirstOrDefaultAsync(i => i.Id == id, cancellationToken) is not { } item) return QueueQueries.NotFound(id);
        return Whole(item, await SegmentsAsync(db, id, cancellationToken));
    }

    /// <summary>What is stored of one transcription, whole.</summary>
    public static Formats.Transcript Whole(TranscriptionItem item, IReadOnlyList<StoredSegment> segments) => new([.. segments.Select(s => s.ToSegment())])
    {
        Audio = item.Name,
        Language = item.Language ?? item.Recipe.Language,
        LanguageProbability = item.LanguageProbability,
        LanguageForced = item.Recipe.Language is not null,
        Duration = item.Duration ?? item.Done,
        Dropped = item.Dropped,
        DecodingArguments = DecodingArguments.Of(item.Recipe),
    };

    public static Task<List<StoredSegment>> SegmentsAsync(TranscriptionDb db, Guid id, CancellationToken cancellationToken) =>
        db.Set<StoredSegment>().AsNoTracking().Where(s => s.ItemId == id).OrderBy(s => s.Number).ToListAsync(cancellationToken);

    public async Task<Result<OpenAudioFile>> AudioAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await db.Living().AsNoTracking().FirstOrDefaultAsync(i => i.Id == id, cancellationToken) is not { } item) return QueueQueries.NotFound(id);
        try
        {
            return recordings.PathOf(item) is { } path
                ? new OpenAudioFile(new FileStream(path, new FileStreamOptions { Access = FileAccess.Read, Share = FileShare.Read | FileShare.Delete, Options = FileOptions.Asynchronous }), item.Name, item.CreatedAt)
                : Gone();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Gone();
        }
    }

    private static Error Gone() => new(ErrorKind.NotFound, "recording.gone", "The sound of this transcription is not kept any more.");

    public static SegmentView View(StoredSegment segment)
    {
        var whole = segment.ToSegment();
        return new SegmentView
        {
            Start = segment.StartMs / 1000.0,
            End = segment.EndMs / 1000.0,
            Text = segment.Text,
            Speaker = segment.Speaker,
            AverageLogProbability = segment.AverageLogProbability,
            NoSpeechProbability = segment.NoSpeechProbability,
            Words = whole.Words.Count == 0 ? null : [.. whole.Words.Select(View)],
        };
    }

    private static WordView View(TranscriptWord word) => new(word.Text, Seconds(word.Start), Seconds(word.End), word.Confidence);

    private static double Seconds(TimeSpan time) => Math.Round(time.TotalSeconds, 3);
}
