using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Platform.Transcription.Data;
using Platform.Transcription.Formats;
using Platform.Transcription.Queue;
using Platform.Transcription.Results;

namespace Platform.Transcription.Inputs.Folders;

/// <summary>
/// Ends the story of a file of a watched folder: writes its results and puts it where it belongs. Every step may be done again: the
/// name it gets is written down before, results are written whole or not at all, and a file that is at its target was moved.
/// </summary>
internal sealed partial class SettleFolderFile(IDbContextFactory<TranscriptionDb> databases, TimeProvider clock, ILogger<SettleFolderFile> log)
{
    /// <summary>Whatever has come to its end.</summary>
    public async Task AllAsync(WatchedFolder folder, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var rows = db.Set<FolderFile>().AsNoTracking().Where(f => f.FolderId == folder.Id);
        var open = await rows.Where(f => f.State == FolderFileState.Queued)
            .GroupJoin(db.Items(), f => f.ItemId, i => i.Id, (file, items) => new { file, items }).SelectMany(g => g.items.DefaultIfEmpty(), (g, item) => new { g.file, item }).ToListAsync(cancellationToken);

        // What had failed, was tried again by hand, and has completed since.
        var mended = await rows.Where(f => f.State == FolderFileState.Failed)
            .Join(db.Living(), f => f.ItemId, i => i.Id, (file, item) => new { file, item }).Where(r => r.item.State == TranscriptionState.Completed && r.item.FinishedAt > r.file.EndedAt).ToListAsync(cancellationToken);
        foreach (var row in mended) await TakeBackAsync(row.file.Id, cancellationToken);
        foreach (var row in open.Concat(mended!))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (row.item is { DeletedAt: null, State: TranscriptionState.Completed }) await SucceedAsync(folder, row.file, row.item, cancellationToken);
            else if (row.item is null or { DeletedAt: not null } or { State: TranscriptionState.Failed or TranscriptionState.Cancelled }) await FailAsync(folder, row.file.Id, cancellationToken);
        }
    }

    /// <summary>What could not be transcribed goes into <c>failed/</c>, or stays.</summary>
    public async Task FailAsync(WatchedFolder folder, Guid fileId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var file = await db.Set<FolderFile>().FirstAsync(f => f.Id == fileId, cancellationToken);
        var item = await db.Items().FirstOrDefaultAsync(i => i.Id == file.ItemId, cancellationToken);
        file.Error ??= item switch
        {
            null => "The transcription was deleted.",
            { Error: { } message } => $"{item.ErrorCode}: {message}",
            _ => $"The transcription was {QueueQueries.Word(item.State)}.",
        };
        if (folder.Output == FolderOutput.Move)
        {
            try
            {
                await MoveAsync(db, folder, file, item, FolderFiles.Failed, [], cancellationToken);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // As stt-faster has it: only a warning; the file stays where it is.
                NotMoved(e, folder.Id, file.Id);
            }
        }

        (file.State, file.EndedAt) = (FolderFileState.Failed, clock.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);
    }

    // The name it had in failed/ says nothing of processed/.
    private async Task TakeBackAsync(Guid fileId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await db.Set<FolderFile>().Where(f => f.Id == fileId).ExecuteUpdateAsync(
            set => set.SetProperty(f => f.State, FolderFileState.Queued).SetProperty(f => f.Target, (string?)null).SetProperty(f => f.Error, (string?)null).SetProperty(f => f.EndedAt, (DateTimeOffset?)null),
            cancellationToken);
    }

    private async Task SucceedAsync(WatchedFolder folder, FolderFile seen, TranscriptionItem read, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var file = await db.Set<FolderFile>().FirstAsync(f => f.Id == seen.Id, cancellationToken);
        var item = await db.Items().FirstAsync(i => i.Id == read.Id, cancellationToken);
        try
        {
            var target = FolderTargets.FolderOf(folder, file.Name, FolderFiles.Processed);
            Directory.CreateDirectory(target);
            await DecideAsync(db, folder, file, target, item.Recipe.Formats, cancellationToken);
            var transcript = ReadTranscript.Whole(item, await ReadTranscript.SegmentsAsync(db, item.Id, cancellationToken));
            foreach (var format in item.Recipe.Formats) await WriteAsync(transcript, format, Path.Combine(target, $"{Path.GetFileNameWithoutExtension(file.Target!)}.{format.Name()}"), cancellationToken);
            if (folder.Output == FolderOutput.Move) await MoveAsync(db, folder, file, item, FolderFiles.Processed, item.Recipe.Formats, cancellationToken);
            file.State = FolderFileState.Done;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            NotMoved(e, folder.Id, file.Id);
            (file.State, file.Error) = (FolderFileState.Failed, $"FileMoveError: {(e is FileNotFoundException ? "the recording is not there any more" : "the result could not be written, or the recording not moved")}.");
        }

        file.EndedAt = clock.GetUtcNow();
        await db.SaveChangesAsync(cancellationToken);
    }

    private static async Task MoveAsync(
        TranscriptionDb db, WatchedFolder folder, FolderFile file, TranscriptionItem? item, string own, IReadOnlyList<TranscriptFormat> formats, CancellationToken cancellationToken)
    {
        var (source, target) = (item?.AudioFile ?? Path.Combine(folder.Path, file.Name), FolderTargets.FolderOf(folder, file.Name, own));
        Directory.CreateDirectory(target);
        await DecideAsync(db, folder, file, target, formats, cancellationToken);
        var moved = Path.Combine(target, file.Target!);
        if (File.Exists(source)) File.Move(source, moved, overwrite: true);
        else if (!File.Exists(moved)) throw new FileNotFoundException("The recording is not there any more.", file.Name);
        file.Moved = true;
        if (item is not null) item.AudioFile = moved;
    }

    private static async Task DecideAsync(TranscriptionDb db, WatchedFolder folder, FolderFile file, string target, IReadOnlyList<TranscriptFormat> formats, CancellationToken cancellationToken)
    {
        if (file.Target is not null) return;
        file.Target = FolderTargets.Choose(folder, file.Name, target, formats);
        await db.SaveChangesAsync(cancellationToken);
    }

    private static async Task WriteAsync(Formats.Transcript transcript, TranscriptFormat format, string path, CancellationToken cancellationToken)
    {
        var half = $"{path}.tmp";
        await using (var stream = new FileStream(half, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Options = FileOptions.Asynchronous }))
            await transcript.WriteAsync(format, stream, cancellationToken);
        File.Move(half, path, overwrite: true);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "File {FileId} of watched folder {FolderId} could not be put where it belongs")]
    private partial void NotMoved(Exception exception, Guid folderId, Guid fileId);
}
