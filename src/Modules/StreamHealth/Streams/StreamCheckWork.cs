using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Platform.Scheduling;
using Platform.StreamHealth.Data;

namespace Platform.StreamHealth.Streams;

/// <summary>The scheduled check of one stream.</summary>
internal sealed class StreamCheckWork(IDbContextFactory<StreamHealthDb> databases, RunCheck check, IOptionsMonitor<StreamHealthSettings> settings) : IScheduledWork
{
    public const string WorkKind = "streamhealth.check";

    public string Kind => WorkKind;

    public async Task ExecuteAsync(string itemId, JobRun run, CancellationToken cancellationToken)
    {
        if (!Guid.TryParse(itemId, out var id)) return;
        var ordered = new OrderedCheck(id, run.Turn == StreamChecks.DeepTurn, run.DueAt);
        await check.RunAsync(ordered, run.Report, cancellationToken);
    }

    public async Task<IReadOnlyList<WorkItem>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var streams = await db.Living().AsNoTracking().Include(s => s.Group).Where(s => s.Enabled).ToListAsync(cancellationToken);
        var defaults = settings.CurrentValue;
        return [.. streams.Select(s => StreamChecks.ItemOf(s.Id, StreamTerms.Of(s, defaults)))];
    }
}
