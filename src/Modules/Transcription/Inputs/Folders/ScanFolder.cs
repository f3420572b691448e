using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Platform.Transcription.Data;

namespace Platform.Transcription.Inputs.Folders;

/// <summary>Looks into one watched folder: settles what is done, notes what is new, queues what has not changed for long enough.</summary>
internal sealed partial class ScanFolder(IDbContextFactory<TranscriptionDb> databases, EnqueueTranscription enqueue, SettleFolderFile settle, TimeProvider clock, ILogger<ScanFolder> log)
{
    /// <returns>When a file that was seen will be whole, if it changes no more; null when none is waited for.</returns>
    public async Task<DateTimeOffset?> RunAsync(Guid folderId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await db.Set<WatchedFolder>().AsNoTracking().FirstOrDefaultAsync(f => f.Id == folderId && f.Enabled, cancellationToken) is not { } folder) return null;
        var (error, next) = await TryAsync(db, folder, cancellationToken);
        var now = clock.GetUtcNow();
        await db.Set<WatchedFolder>().Where(f => f.Id == folderId).ExecuteUpdateAsync(set => set.SetProperty(f => f.ScannedAt, now).SetProperty(f => f.Error, error), cancellationToken);
        return next;
    }

    private async Task<(string? Error, DateTimeOffset? Next)> TryAsync(TranscriptionDb db, WatchedFolder folder, CancellationToken cancellationToken)
    {
        try
        {
            await settle.AllAsync(folder, cancellationToken);
            var found = FolderFiles.Find(folder);
            var known = await db.Set<FolderFile>().Where(f => f.FolderId == folder.Id).ToDictionaryAsync(f => f.Name, cancellationToken);
            var whole = Note(db, folder, found, known);
            await db.SaveChangesAsync(cancellationToken);
            await EnqueueAsync(db, folder, whole, cancellationToken);
            var waiting = known.Values.Where(f => f.State == FolderFileState.Settling && !whole.Contains(f)).Select(f => f.StableSince).ToList();
            return (null, waiting.Count == 0 ? null : waiting.Min().AddSeconds(folder.StableSeconds));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            NotRead(e, folder.Id);
            return (e is DirectoryNotFoundException ? "The folder is not there." : "The folder cannot be read or written by the service's user.", null);
        }
    }

    /// <summary>Brings the rows in line with the files.</summary>
    /// <returns>Files that have not changed for long enough.</returns>
    private List<FolderFile> Note(TranscriptionDb db, WatchedFolder folder, IReadOnlyList<FoundFile> found, Dictionary<string, FolderFile> known)
    {
        var (now, whole) = (clock.GetUtcNow(), new List<FolderFile>());
        foreach (var file in found)
        {
            if (!known.TryGetValue(file.Name, out var row))
            {
                known[file.Name] = row = new FolderFile
                {
                    Id = Guid.CreateVersion7(now),
                    FolderId = folder.Id,
                    Name = file.Name,
                    Bytes = file.Bytes,
                    ModifiedAt = file.ModifiedAt,
                    StableSince = now,
                    State = FolderFileState.Settling,
                };
                db.Add(row);
            }
            else if (row.State == FolderFileState.Queued)
            {
                continue;
            }
            else if (row.Bytes != file.Bytes || !IsSame(row.ModifiedAt, file.ModifiedAt))
            {
                (row.Bytes, row.ModifiedAt, row.StableSince) = (file.Bytes, file.ModifiedAt, now);
                Anew(row);
            }
            else if (row.Moved)
            {
                // Somebody put it back.
                row.StableSince = now;
                Anew(row);
            }

            if (row.State == FolderFileState.Settling && row.Bytes > 0 && now - row.StableSince >= TimeSpan.FromSeconds(folder.StableSeconds)) whole.Add(row);
        }

        var there = found.Select(f => f.Name).ToHashSet();
        db.RemoveRange(known.Values.Where(f => f.State is FolderFileState.Settling or FolderFileState.Skipped && !there.Contains(f.Name)));
        return whole;
    }

    private static void Anew(FolderFile row) => (row.State, row.ItemId, row.Target, row.Moved, row.Error, row.EndedAt) = (FolderFileState.Settling, null, null, false, null, null);

    // What a file system and a database make of the same moment differs in the last digits.
    private static bool IsSame(DateTimeOffset a, DateTimeOffset b) => (a - b).Duration() < TimeSpan.FromMilliseconds(1);

    private async Task EnqueueAsync(TranscriptionDb db, WatchedFolder folder, List<FolderFile> whole, CancellationToken cancellationToken)
    {
        if (whole.Count == 0) return;
        var terms = await enqueue.CheckAsync(new TranscriptionTerms { Preset = folder.Preset, Priority = folder.Priority }, cancellationToken);
        if (!terms.Ok)
        {
            // Nothing is wrong with the files: they wait until the preset is there.
            Refused(folder.Id, terms.Error.Message);
            throw new IOException(terms.Error.Message);
        }

        var owner = new Requester($"folder:{folder.Id}", folder.Name);
        foreach (var row in whole)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var path = Path.Combine(folder.Path, row.Name);
            if (folder.Duplicates == FolderDuplicates.Skip && FolderTargets.IsThere(folder, row.Name, terms.Value.Recipe.Formats))
            {
                (row.State, row.EndedAt) = (FolderFileState.Skipped, clock.GetUtcNow());
                await db.SaveChangesAsync(cancellationToken);
                continue;
            }

            var item = await enqueue.InPlaceAsync(path, terms.Value, owner, cancellationToken);
            if (item.Ok)
            {
                // The transcription and what the file has to do with it are one fact.
                (row.State, row.ItemId) = (FolderFileState.Queued, item.Value.Id);
                db.Add(item.Value);
                await db.SaveChangesAsync(cancellationToken);
                await enqueue.AddedAsync(item.Value, cancellationToken);
            }
            else
            {
                (row.State, row.Error) = (FolderFileState.Queued, $"{item.Error.Code}: {item.Error.Message}");
                await db.SaveChangesAsync(cancellationToken);
                await settle.FailAsync(folder, row.Id, cancellationToken);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Watched folder {FolderId} could not be looked into")]
    private partial void NotRead(Exception exception, Guid folderId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Files of watched folder {FolderId} cannot be queued: {Reason}")]
    private partial void Refused(Guid folderId, string reason);
}
