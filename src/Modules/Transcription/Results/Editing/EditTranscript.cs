using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Platform.Kernel.Live;
using Platform.Kernel.Results;
using Platform.Transcription.Data;
using Platform.Transcription.Inputs;
using Platform.Transcription.Queue;

namespace Platform.Transcription.Results.Editing;

/// <summary>
/// Replaces a text, keeps the one before, and brings one back. Saves of one author in quick succession, as an editor makes them by
/// itself, leave one version behind.
/// </summary>
internal sealed class EditTranscript(IDbContextFactory<TranscriptionDb> databases, ReadTranscript read, LiveEvents live, TimeProvider clock)
{
    private const int MostSegments = 100_000;
    private const int LongestText = 10_000;
    private const int LongestSpeaker = 100;
    private const double LatestSecond = 2_000_000;
    private const double EndRounding = 0.5;
    private static readonly TimeSpan OneSitting = TimeSpan.FromMinutes(10);
    private static readonly TranscriptionState[] AtWork = [TranscriptionState.Queued, TranscriptionState.Running];

    public async Task<Result<TranscriptView>> SaveAsync(Guid id, TranscriptInput input, Requester author, CancellationToken cancellationToken)
    {
        var stored = await SaveOnlyAsync(id, input, author, cancellationToken);
        return stored.Ok ? await read.GetAsync(id, cancellationToken) : stored.Error;
    }

    /// <summary>Saves without reading it all again; the version that came of it.</summary>
    public async Task<Result<int>> SaveOnlyAsync(Guid id, TranscriptInput input, Requester author, CancellationToken cancellationToken)
    {
        if (Check(input.Segments) is { } wrong) return wrong;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await StoreAsync(db, id, input.Version, [.. input.Segments.OrderBy(s => s.Start)], author, cancellationToken);
    }

    public async Task<Result<TranscriptView>> RenameSpeakerAsync(Guid id, SpeakerInput input, Requester author, CancellationToken cancellationToken)
    {
        if (input.To?.Length > LongestSpeaker) return Error.InvalidField("to", "transcript.invalid", $"A speaker's name may have {LongestSpeaker} characters.");
        var now = await read.GetAsync(id, cancellationToken);
        if (!now.Ok) return now.Error;
        var (from, to) = (Name(input.From), Name(input.To));
        if (now.Value.Segments.All(s => Name(s.Speaker) != from)) return Error.InvalidField("from", "transcript.speaker_unknown", $"Nobody is called '{input.From}' here.");
        var segments = now.Value.Segments.Select(s => Name(s.Speaker) == from ? s with { Speaker = to } : s).ToList();
        return await SaveAsync(id, new TranscriptInput { Version = input.Version, Segments = segments }, author, cancellationToken);
    }

    public async Task<Result<IReadOnlyList<VersionView>>> VersionsAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await db.Living().AsNoTracking().FirstOrDefaultAsync(i => i.Id == id, cancellationToken) is not { } item) return QueueQueries.NotFound(id);
        var old = await db.Set<TranscriptVersion>().Where(v => v.ItemId == id).OrderByDescending(v => v.Version)
            .Select(v => new VersionView(v.Version, v.Author, v.MadeAt, v.SegmentCount, false)).ToListAsync(cancellationToken);
        var current = new VersionView(item.TextVersion, item.TextAuthor, item.TextAt ?? item.FinishedAt ?? item.CreatedAt, item.SegmentCount, true);
        return Result.Of<IReadOnlyList<VersionView>>([current, .. old]);
    }

    public async Task<Result<TranscriptView>> RestoreAsync(Guid id, int version, Requester author, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await db.Living().AsNoTracking().FirstOrDefaultAsync(i => i.Id == id, cancellationToken) is not { } item) return QueueQueries.NotFound(id);
        if (await db.Set<TranscriptVersion>().AsNoTracking().FirstOrDefaultAsync(v => v.ItemId == id && v.Version == version, cancellationToken) is not { } old) return Error.NotFound("version", version);
        // What is left behind is always kept here: who restores may want it back.
        var stored = await StoreAsync(db, id, item.TextVersion, old.Unpack(), author, cancellationToken, always: true);
        return stored.Ok ? await read.GetAsync(id, cancellationToken) : stored.Error;
    }

    private async Task<Result<int>> StoreAsync(
        TranscriptionDb db, Guid id, int version, IReadOnlyList<SegmentView> segments, Requester author, CancellationToken cancellationToken, bool always = false)
    {
        var now = clock.GetUtcNow();
        if (await db.Living().AsNoTracking().FirstOrDefaultAsync(i => i.Id == id, cancellationToken) is not { } item) return QueueQueries.NotFound(id);
        if (AtWork.Contains(item.State)) return Error.Conflict("transcript.at_work", "It is still being heard. Pause it, or wait until it is whole.");
        var (next, count, name) = (version + 1, segments.Count, author.Name);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var ours = await db.Living().Where(i => i.Id == id && i.TextVersion == version && !AtWork.Contains(i.State)).ExecuteUpdateAsync(
            set => set.SetProperty(i => i.TextVersion, next).SetProperty(i => i.SegmentCount, count).SetProperty(i => i.TextAuthor, name).SetProperty(i => i.TextAt, now), cancellationToken);
        if (ours == 0) return Error.Conflict("transcript.changed", $"Somebody changed this text meanwhile (it is at version {item.TextVersion}). Read it again and repeat the change.");

        // Read now that nobody else can write: what is stored below is the difference to it.
        var before = await ReadTranscript.SegmentsAsync(db, id, cancellationToken);
        if (Beyond(item, before, segments) is { } beyond) return beyond;
        if (always || item.TextAuthor != author.Name || item.TextAt is not { } at || now - at > OneSitting)
        {
            db.Add(new TranscriptVersion
            {
                ItemId = id,
                Version = version,
                Author = item.TextAuthor,
                MadeAt = item.TextAt ?? item.FinishedAt ?? item.CreatedAt,
                SegmentCount = before.Count,
                Content = TranscriptVersion.Pack(before.ConvertAll(ReadTranscript.View)),
            });
        }

        var words = new WordKeeper(before);
        await SegmentChanges.Between(before, [.. segments.Select((s, number) => StoredSegment.Of(id, number, words.Complete(s)))]).StoreAsync(db, id, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        live.Publish(new LiveEvent("transcription.edited", id.ToString(), now) { Data = new Dictionary<string, string> { ["version"] = next.ToString(CultureInfo.InvariantCulture) } });
        return next;
    }

    // Engines round: what one of them heard a little past the end may stay there.
    private static Error? Beyond(TranscriptionItem item, List<StoredSegment> before, IReadOnlyList<SegmentView> segments)
    {
        if (item.Duration is not { } duration) return null;
        var latest = Math.Max(duration.TotalSeconds + EndRounding, before.Count == 0 ? 0 : before.Max(s => s.EndMs) / 1000.0);
        for (var i = 0; i < segments.Count; i++)
        {
            if (segments[i].End > latest) return Wrong($"segments[{i}].end", string.Create(CultureInfo.InvariantCulture, $"The recording ends at {duration.TotalSeconds:0.###} s."));
        }

        return null;
    }

    private static Error? Check(IReadOnlyList<SegmentView> segments)
    {
        if (segments.Count > MostSegments) return Wrong("segments", $"A text may have {MostSegments} segments.");
        for (var i = 0; i < segments.Count; i++)
        {
            var segment = segments[i];
            if (!(segment.Start >= 0 && segment.End >= segment.Start && segment.End <= LatestSecond)) return Wrong($"segments[{i}].end", "A segment begins at 0 s or later and ends after its beginning.");
            if (segment.Text.Length > LongestText) return Wrong($"segments[{i}].text", $"The text of a segment may have {LongestText} characters.");
            if (segment.Text.AsSpan().Trim().IsEmpty) return Wrong($"segments[{i}].text", "A segment needs a text; leave it out instead.");
            if (segment.Speaker?.Length > LongestSpeaker) return Wrong($"segments[{i}].speaker", $"A speaker's name may have {LongestSpeaker} characters.");
        }

        return null;
    }

    private static Error Wrong(string field, string message) => Error.InvalidField(field, "transcript.invalid", message);

    private static string? Name(string? speaker) => string.IsNullOrWhiteSpace(speaker) ? null : speaker.Trim();
}
