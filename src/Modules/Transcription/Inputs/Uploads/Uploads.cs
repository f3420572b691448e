using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Platform.Kernel.Results;
using Platform.Transcription.Data;
using Platform.Transcription.Queue;

namespace Platform.Transcription.Inputs.Uploads;

/// <summary>Uploads in pieces: announced, appended to, looked at, given up, and made a transcription of. They outlive a restart.</summary>
internal sealed class Uploads(IDbContextFactory<TranscriptionDb> databases, AudioStore store, EnqueueTranscription enqueue, ReadTranscriptions read, TimeProvider clock)
{
    // One piece at a time of each; the one that is cut short leaves what came.
    private readonly ConcurrentDictionary<Guid, byte> _atWork = [];

    public async Task<Result<UploadView>> BeginAsync(UploadInput input, Requester requester, CancellationToken cancellationToken)
    {
        if (input.Length <= 0) return Error.InvalidField("length", "recording.empty", "length must be the file's number of bytes.");
        if (store.WhyNot(0, input.Length) is { } refused) return refused;
        var now = clock.GetUtcNow();
        var upload = new Upload
        {
            Id = Guid.CreateVersion7(now),
            FileName = EnqueueTranscription.Printable(input.FileName ?? ""),
            Length = input.Length,
            OwnerId = requester.Id,
            CreatedAt = now,
            TouchedAt = now,
        };
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        db.Add(upload);
        await db.SaveChangesAsync(cancellationToken);
        return View(upload);
    }

    public async Task<Result<UploadView>> GetAsync(Guid id, Requester requester, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await FindAsync(db, id, requester, cancellationToken) is { } upload ? View(upload) : NotFound(id);
    }

    /// <summary>Takes the next piece.</summary>
    /// <param name="id">Of which upload.</param>
    /// <param name="offset">Where it begins; anything but what is here is <c>upload.offset_wrong</c>.</param>
    /// <param name="body">The piece, of any length. What came before a break counts.</param>
    /// <param name="requester">Whose it is.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<Result<UploadView>> AppendAsync(Guid id, long offset, Stream body, Requester requester, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await FindAsync(db, id, requester, cancellationToken) is not { } upload) return NotFound(id);
        if (!_atWork.TryAdd(id, 0)) return Error.Conflict("upload.at_work", "Another piece of this upload is coming in. Ask for the offset again in a moment.");
        try
        {
            var have = LengthOf(id);
            if (offset != have) return Error.Conflict("upload.offset_wrong", $"{have} bytes are here; the next piece must begin there.");
            var appended = await store.AppendAsync(body, store.PartPathOf(id), offset, upload.Length, cancellationToken);
            var now = clock.GetUtcNow();
            await db.Set<Upload>().Where(u => u.Id == id).ExecuteUpdateAsync(set => set.SetProperty(u => u.TouchedAt, now), CancellationToken.None);
            return appended.Ok ? View(upload) : appended.Error;
        }
        finally
        {
            _atWork.TryRemove(id, out _);
        }
    }

    public async Task<Result<Unit>> DeleteAsync(Guid id, Requester requester, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await FindAsync(db, id, requester, cancellationToken) is null) return NotFound(id);
        await db.Set<Upload>().Where(u => u.Id == id).ExecuteDeleteAsync(cancellationToken);
        store.DeletePart(id);
        return Unit.Value;
    }

    /// <summary>Queues an upload that is complete; it is none any more then.</summary>
    public async Task<Result<TranscriptionView>> EnqueueAsync(Guid id, TranscriptionTerms terms, Requester requester, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await FindAsync(db, id, requester, cancellationToken) is not { } upload) return NotFound(id);
        if (View(upload) is { Complete: false } part) return Error.Conflict("upload.incomplete", $"Only {part.Offset} of {part.Length} bytes are here.");
        var check = await enqueue.CheckAsync(terms, cancellationToken);
        if (!check.Ok) return check.Error;
        if (!_atWork.TryAdd(id, 0)) return Error.Conflict("upload.at_work", "This upload is being queued already.");
        try
        {
            var queued = await enqueue.OwnAsync(id, upload.FileName, check.Value, requester, cancellationToken);
            if (!queued.Ok) return queued.Error;
            await db.Set<Upload>().Where(u => u.Id == id).ExecuteDeleteAsync(CancellationToken.None);
            return await read.GetAsync(queued.Value, cancellationToken);
        }
        finally
        {
            _atWork.TryRemove(id, out _);
        }
    }

    // Of others one is not even told that they exist.
    private static Task<Upload?> FindAsync(TranscriptionDb db, Guid id, Requester requester, CancellationToken cancellationToken) =>
        db.Set<Upload>().AsNoTracking().FirstOrDefaultAsync(u => u.Id == id && u.OwnerId == requester.Id, cancellationToken);

    private UploadView View(Upload upload) => new(upload.Id, upload.FileName, upload.Length, LengthOf(upload.Id));

    private long LengthOf(Guid id) => new FileInfo(store.PartPathOf(id)) is { Exists: true } part ? part.Length : 0;

    private static Error NotFound(Guid id) => Error.NotFound("upload", id);
}
