using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Platform.Kernel.Results;
using Platform.Media.Urls;
using Platform.Scheduling;
using Platform.Transcription.Data;
using Platform.Transcription.Queue;

namespace Platform.Transcription.Inputs.Fetching;

/// <summary>Recordings that are to be downloaded, one item each, on the lane <c>net</c>.</summary>
internal sealed class FetchWork(IDbContextFactory<TranscriptionDb> databases, FetchRecording fetch) : IScheduledWork
{
    public const string WorkKind = "transcription.fetch";

    // Only for what a crash cut short.
    private static readonly TimeSpan LookAgain = TimeSpan.FromMinutes(1);

    public string Kind => WorkKind;

    public static WorkItem ItemOf(Guid id) => new(id.ToString(), new EverySchedule(LookAgain), Lanes.Net);

    public async Task ExecuteAsync(string itemId, JobRun run, CancellationToken cancellationToken)
    {
        if (Guid.TryParse(itemId, out var id)) await fetch.RunAsync(id, cancellationToken);
    }

    public async Task<IReadOnlyList<WorkItem>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var ids = await db.Living().Fetching().Select(i => i.Id).ToListAsync(cancellationToken);
        return [.. ids.Select(ItemOf)];
    }
}

/// <summary>Orders transcriptions of addresses.</summary>
internal sealed partial class EnqueueUrl(
    IDbContextFactory<TranscriptionDb> databases, EnqueueTranscription enqueue, UrlGuard guard, ReadTranscriptions read, WorkScheduler scheduler, ILogger<EnqueueUrl> log)
{
    public async Task<Result<TranscriptionView>> RunAsync(string url, TranscriptionTerms terms, Requester requester, CancellationToken cancellationToken)
    {
        var checkedUrl = await guard.CheckAsync(url, cancellationToken);
        if (!checkedUrl.Ok) return checkedUrl.Error;
        var check = await enqueue.CheckAsync(terms, cancellationToken);
        if (!check.Ok) return check.Error;
        var uri = checkedUrl.Value.Uri;
        var item = enqueue.ToFetch(Uri.UnescapeDataString(uri.Segments[^1].Trim('/')) is { Length: > 0 } name ? name : uri.Host, uri, check.Value, requester);
        await using (var db = await databases.CreateDbContextAsync(cancellationToken))
        {
            db.Add(item);
            await db.SaveChangesAsync(cancellationToken);
        }

        await enqueue.AddedAsync(item, cancellationToken);
        await WakeAsync(item.Id, cancellationToken);
        return await read.GetAsync(item.Id, cancellationToken);
    }

    /// <summary>The download begins, or goes on.</summary>
    public async Task WakeAsync(Guid id, CancellationToken cancellationToken)
    {
        try
        {
            var asked = await scheduler.RunNextAsync(FetchWork.WorkKind, id.ToString(), turn: null, cancellationToken);
            if (!asked.Ok) await scheduler.PutAsync(FetchWork.WorkKind, FetchWork.ItemOf(id), cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Behind(e, id);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The scheduler did not follow transcription {TranscriptionId}; its next sweep will")]
    private partial void Behind(Exception exception, Guid transcriptionId);
}

internal static class FetchQueries
{
    /// <summary>Those whose recording is to be downloaded now.</summary>
    public static IQueryable<TranscriptionItem> Fetching(this IQueryable<TranscriptionItem> items) =>
        items.Where(i => i.Input == InputState.Fetching && i.State == TranscriptionState.Queued);
}
