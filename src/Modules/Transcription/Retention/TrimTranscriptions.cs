using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Platform.Scheduling;
using Platform.Transcription.Data;
using Platform.Transcription.Inputs;
using Platform.Transcription.Inputs.Uploads;
using Platform.Transcription.Queue;
using Platform.Transcription.Webhooks;

namespace Platform.Transcription.Retention;

/// <summary>
/// Takes away what is too old: the sound of finished transcriptions, then the transcriptions, what was deleted, uploads that nobody goes
/// on with, and files that belong to nothing. Recordings that lie where their owner has them are never touched.
/// </summary>
internal sealed class TrimTranscriptions(IDbContextFactory<TranscriptionDb> databases, AudioStore store, IOptionsMonitor<TranscriptionSettings> settings, TimeProvider clock) : IPlatformJob
{
    private const int Piece = 500;
    private const int DeliveryDays = 30;

    // Longer than anything needs between a file and the row that names it.
    private static readonly TimeSpan Settled = TimeSpan.FromDays(1);
    private static readonly TranscriptionState[] Ended = [TranscriptionState.Completed, TranscriptionState.Failed, TranscriptionState.Cancelled];

    public string Key => "transcription.trim";

    public string Name => "Trim transcriptions";

    public string Description => "Deletes recordings, transcripts, unfinished uploads and webhook messages that are older than the settings say, and what was deleted and not restored.";

    public string Category => "Transcription";

    public Schedule? DefaultSchedule => new EverySchedule(TimeSpan.FromHours(6));

    public async Task ExecuteAsync(JobRun run, CancellationToken cancellationToken)
    {
        var (now, keep) = (clock.GetUtcNow(), settings.CurrentValue);
        var deleted = now.AddDays(-keep.UndoDays);
        var gone = await PurgeAsync(i => i.Where(t => t.DeletedAt < deleted), cancellationToken);
        if (keep.TextDays is { } text)
        {
            var before = now.AddDays(-text);
            gone += await PurgeAsync(i => i.Where(t => Ended.Contains(t.State) && t.FinishedAt < before), cancellationToken);
        }

        var sounds = keep.AudioDays is { } audio ? await SilenceAsync(now.AddDays(-audio), cancellationToken) : 0;
        var uploads = await TrimUploadsAsync(now.AddHours(-keep.UploadHours), cancellationToken);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var old = now.AddDays(-DeliveryDays);
        var messages = await db.Set<WebhookDelivery>().Where(d => d.CreatedAt < old && (d.State == WebhookState.Sent || d.State == WebhookState.Failed)).ExecuteDeleteAsync(cancellationToken);
        var files = await SweepAsync(cancellationToken);
        (run.NothingToDo, run.Summary) = (gone + sounds + uploads + messages + files == 0,
            $"{gone} transcriptions, {sounds} recordings, {uploads} uploads, {messages} messages and {files} stray files deleted");
    }

    private async Task<int> PurgeAsync(Func<IQueryable<TranscriptionItem>, IQueryable<TranscriptionItem>> which, CancellationToken cancellationToken)
    {
        var count = 0;
        while (true)
        {
            await using var db = await databases.CreateDbContextAsync(cancellationToken);
            var items = await which(db.Items()).OrderBy(i => i.Id).Take(Piece).Select(i => new { i.Id, i.AudioFile, i.InPlace }).ToListAsync(cancellationToken);
            if (items.Count == 0) return count;
            var ids = items.ConvertAll(i => i.Id);
            await db.Items().Where(i => ids.Contains(i.Id)).ExecuteDeleteAsync(cancellationToken);
            foreach (var item in items.Where(i => i is { InPlace: false, AudioFile: not null })) store.Delete(item.AudioFile!);
            count += items.Count;
        }
    }

    private async Task<int> SilenceAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        var count = 0;
        while (true)
        {
            await using var db = await databases.CreateDbContextAsync(cancellationToken);
            var items = await db.Items().Where(i => Ended.Contains(i.State) && i.FinishedAt < before && i.AudioFile != null && !i.InPlace).OrderBy(i => i.Id).Take(Piece)
                .Select(i => new { i.Id, File = i.AudioFile! }).ToListAsync(cancellationToken);
            if (items.Count == 0) return count;
            var ids = items.ConvertAll(i => i.Id);
            await db.Items().Where(i => ids.Contains(i.Id)).ExecuteUpdateAsync(set => set.SetProperty(i => i.AudioFile, (string?)null).SetProperty(i => i.Input, InputState.Removed), cancellationToken);
            foreach (var item in items) store.Delete(item.File);
            count += items.Count;
        }
    }

    private async Task<int> TrimUploadsAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var old = await db.Set<Upload>().Where(u => u.TouchedAt < before).Select(u => u.Id).ToListAsync(cancellationToken);
        foreach (var id in old)
        {
            await db.Set<Upload>().Where(u => u.Id == id).ExecuteDeleteAsync(cancellationToken);
            store.DeletePart(id);
        }

        return old.Count;
    }

    // What a crash left between a file and its row.
    private async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var count = 0;
        foreach (var file in store.OlderThan((clock.GetUtcNow() - Settled).UtcDateTime))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var id = AudioStore.IdOf(file.Name);
            var needed = id is { } known && (await db.Items().AnyAsync(i => i.Id == known, cancellationToken) || await db.Set<Upload>().AnyAsync(u => u.Id == known, cancellationToken));
            if (needed) continue;
            file.Delete();
            count++;
        }

        return count;
    }
}
