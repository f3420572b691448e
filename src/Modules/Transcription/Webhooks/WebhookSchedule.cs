using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Platform.Scheduling;
using Platform.Transcription.Data;

namespace Platform.Transcription.Webhooks;

/// <summary>Each receiver is an item of its own: a dead one holds up nobody else. It is woken when something is written for it and when a message is due again.</summary>
internal sealed class WebhookWork(IDbContextFactory<TranscriptionDb> databases, SendWebhooks send, WebhookSchedule schedule) : IScheduledWork
{
    public const string WorkKind = "transcription.webhook";

    // For nothing but a scheduler that lost its triggers, and messages whose sender died.
    private static readonly TimeSpan LookAgain = TimeSpan.FromMinutes(2);

    public string Kind => WorkKind;

    public static WorkItem ItemOf(Guid webhook) => new(webhook.ToString(), new EverySchedule(LookAgain), Lanes.Net);

    public async Task ExecuteAsync(string itemId, JobRun run, CancellationToken cancellationToken)
    {
        if (!Guid.TryParse(itemId, out var id)) return;
        if (await send.RunAsync(id, cancellationToken) is { } next) await schedule.AtAsync(id, next, cancellationToken);
    }

    public async Task<IReadOnlyList<WorkItem>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return [.. (await db.Set<Webhook>().Where(w => w.Enabled).Select(w => w.Id).ToListAsync(cancellationToken)).Select(ItemOf)];
    }
}

/// <summary>Keeps the scheduler in step with the receivers. What is missed here, its sweep mends.</summary>
internal sealed partial class WebhookSchedule(WorkScheduler scheduler, ILogger<WebhookSchedule> log)
{
    public Task FollowAsync(Webhook hook, CancellationToken cancellationToken) =>
        hook.Enabled ? TryAsync(hook.Id, () => scheduler.PutAsync(WebhookWork.WorkKind, WebhookWork.ItemOf(hook.Id), cancellationToken)) : ForgetAsync(hook.Id, cancellationToken);

    public Task ForgetAsync(Guid hook, CancellationToken cancellationToken) => TryAsync(hook, () => scheduler.RemoveAsync(WebhookWork.WorkKind, hook.ToString(), cancellationToken));

    public async Task WakeAsync(IEnumerable<Guid> hooks, CancellationToken cancellationToken)
    {
        foreach (var hook in hooks) await TryAsync(hook, () => scheduler.RunNextAsync(WebhookWork.WorkKind, hook.ToString(), turn: null, cancellationToken));
    }

    public Task AtAsync(Guid hook, DateTimeOffset at, CancellationToken cancellationToken) =>
        TryAsync(hook, () => scheduler.RunAtAsync(WebhookWork.WorkKind, hook.ToString(), turn: null, at, cancellationToken));

    private async Task TryAsync(Guid hook, Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Behind(e, hook);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The scheduler did not follow webhook {WebhookId}; its next sweep will")]
    private partial void Behind(Exception exception, Guid webhookId);
}
