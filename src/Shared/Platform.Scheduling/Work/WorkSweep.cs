using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Platform.Scheduling.Engine;
using Quartz;

namespace Platform.Scheduling;

/// <summary>Makes what Quartz holds of scheduled work agree with what the modules list: adds what is missing, changes what differs, removes what is too much.</summary>
internal sealed partial class WorkSweep(
    ISchedulerFactory factory, WorkCatalog catalog, WorkScheduler work, IServiceScopeFactory scopes, ILogger<WorkSweep> log)
{
    public async Task SweepAsync(bool starting, CancellationToken cancellationToken)
    {
        var scheduler = await factory.GetScheduler(cancellationToken);
        foreach (var (kind, type) in catalog.Kinds)
        {
            try
            {
                await SweepAsync(scheduler, kind, type, cancellationToken);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                LogFailed(error, kind);
            }
        }

        if (starting) await RemoveUnknownAsync(scheduler, cancellationToken);
    }

    private async Task SweepAsync(IScheduler scheduler, string kind, Type type, CancellationToken cancellationToken)
    {
        // What is scheduled is read first: an item that is added meanwhile is then too new to be taken for superfluous.
        var stored = await WorkTriggers.StoredAsync(scheduler, kind, item: null, cancellationToken);
        await using var scope = scopes.CreateAsyncScope();
        var wanted = (await ((IScheduledWork)scope.ServiceProvider.GetRequiredService(type)).ListAsync(cancellationToken)).ToDictionary(i => i.Id);
        var broken = stored.SelectMany(t => t).Where(t => t.State == TriggerState.Error).Select(t => t.Key).ToList();
        if (broken.Count > 0) await scheduler.ResetTriggersFromErrorState(broken, cancellationToken);
        var differing = wanted.Values.Where(i => !WorkTriggers.Agree(stored[i.Id], kind, i)).ToList();
        if (differing.Count > 0) await work.PutAsync(kind, differing, cancellationToken);
        var superfluous = stored.Where(item => !wanted.ContainsKey(item.Key)).Select(item => Keys.Work(kind, item.Key)).ToList();
        if (superfluous.Count > 0) await scheduler.DeleteJobs(superfluous, cancellationToken);
        if (differing.Count + superfluous.Count + broken.Count > 0) LogMended(kind, differing.Count, superfluous.Count, broken.Count);
    }

    /// <summary>Work of modules that are not enabled any more. Its truth is in their tables, so nothing is lost.</summary>
    private async Task RemoveUnknownAsync(IScheduler scheduler, CancellationToken cancellationToken)
    {
        var groups = await scheduler.QueryJobGroups(new JobGroupQuery { Take = PagedQuery.All }, cancellationToken);
        foreach (var group in groups.Items.Select(g => g.Name).Where(g => Keys.IsWork(g) && !catalog.Kinds.ContainsKey(Keys.KindOf(g))))
        {
            LogUnknown(group);
            await scheduler.DeleteJobs(GroupMatcher<JobKey>.GroupEquals(group), cancellationToken);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Schedule of {Kind} mended: {Put} items put, {Removed} removed, {Broken} brought back from error")]
    private partial void LogMended(string kind, int put, int removed, int broken);

    [LoggerMessage(Level = LogLevel.Information, Message = "Work in group {Group} is not part of this installation any more; its schedule is removed")]
    private partial void LogUnknown(string group);

    [LoggerMessage(Level = LogLevel.Error, Message = "The schedule of {Kind} could not be compared with its items")]
    private partial void LogFailed(Exception error, string kind);
}
