using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Platform.Kernel.Live;
using Platform.Kernel.Security;
using Platform.Scheduling;
using Platform.Transcription.Data;
using Platform.Transcription.Queue;

namespace Platform.Transcription.Inputs.Folders;

/// <summary>Looks into each watched folder every few seconds, one node at a time. Network shares tell nobody of changes, so the folder is read.</summary>
internal sealed class FolderWork(IDbContextFactory<TranscriptionDb> databases, ScanFolder scan, WakeFolders wake, LiveEvents live, TimeProvider clock) : IScheduledWork
{
    public const string WorkKind = "transcription.folder";
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(10);

    public string Kind => WorkKind;

    public static WorkItem ItemOf(Guid id) => new(id.ToString(), new EverySchedule(LookEvery), Lanes.System);

    public async Task ExecuteAsync(string itemId, JobRun run, CancellationToken cancellationToken)
    {
        if (!Guid.TryParse(itemId, out var id)) return;
        if (await scan.RunAsync(id, cancellationToken) is { } next) await wake.AtAsync(id, next, cancellationToken);
        live.Publish(new LiveEvent("transcription.folder_changed", itemId, clock.GetUtcNow()) { Audience = Policies.Administer });
    }

    public async Task<IReadOnlyList<WorkItem>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var ids = await db.Set<WatchedFolder>().Where(f => f.Enabled).Select(f => f.Id).ToListAsync(cancellationToken);
        return [.. ids.Select(ItemOf)];
    }
}

/// <summary>Wakes the work of folders. What is missed here, the next look mends.</summary>
internal sealed partial class WakeFolders(IDbContextFactory<TranscriptionDb> databases, WorkScheduler scheduler, ILogger<WakeFolders> log) : ITranscriptionEnded
{
    public Task FollowAsync(WatchedFolder folder, CancellationToken cancellationToken) => TryAsync(folder.Id, () => folder.Enabled
        ? scheduler.PutAsync(FolderWork.WorkKind, FolderWork.ItemOf(folder.Id), cancellationToken)
        : scheduler.RemoveAsync(FolderWork.WorkKind, folder.Id.ToString(), cancellationToken));

    public Task NowAsync(Guid folder, CancellationToken cancellationToken) =>
        TryAsync(folder, () => scheduler.RunNextAsync(FolderWork.WorkKind, folder.ToString(), turn: null, cancellationToken));

    public Task AtAsync(Guid folder, DateTimeOffset at, CancellationToken cancellationToken) =>
        TryAsync(folder, () => scheduler.RunAtAsync(FolderWork.WorkKind, folder.ToString(), turn: null, at, cancellationToken));

    // The rows say it already.
    public Task WriteAsync(TranscriptionDb db, TranscriptionItem item, CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task CommittedAsync(Guid itemId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        foreach (var folder in await db.Set<FolderFile>().Where(f => f.ItemId == itemId).Select(f => f.FolderId).Distinct().ToListAsync(cancellationToken))
            await NowAsync(folder, cancellationToken);
    }

    private async Task TryAsync(Guid folder, Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Behind(e, folder);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The scheduler did not follow watched folder {FolderId}; its next sweep will")]
    private partial void Behind(Exception exception, Guid folderId);
}
