using Microsoft.EntityFrameworkCore;
using Platform.Kernel.Live;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Data;
using Platform.StreamHealth.Incidents;
using Platform.StreamHealth.Streams;

namespace Platform.StreamHealth.Maintenance;

/// <summary>
/// Takes streams into maintenance when a window opens, whether they are checked just then or not, and has those whose window
/// closed checked at once: how they come out of it is for a check to say.
/// </summary>
internal sealed class MaintenanceClock(
    IDbContextFactory<StreamHealthDb> databases, IEnumerable<ITransitionObserver> observers, FollowUpChecks followUps, LiveEvents live, TimeProvider clock)
{
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var open = await OpenWindows.ReadAsync(db, now, cancellationToken);
        var streams = db.Living().AsNoTracking().Where(s => s.Enabled);
        if (open.Any)
        {
            var outside = await streams.Include(s => s.Tags).Where(s => s.Monitor != MonitorState.Maintenance).ToListAsync(cancellationToken);
            foreach (var stream in outside.Where(s => open.Covering(s) is not null)) await EnterAsync(stream.Id, open.Covering(stream)!, now, cancellationToken);
        }

        var inside = await streams.Include(s => s.Tags).Where(s => s.Monitor == MonitorState.Maintenance).ToListAsync(cancellationToken);
        foreach (var stream in inside.Where(s => open.Covering(s) is null)) await followUps.NowAsync(stream.Id);
    }

    private async Task EnterAsync(Guid id, MaintenanceWindow window, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        // The first statement takes the row, as storing a check does, so that the two never work on the same memory.
        var row = db.Streams.Where(s => s.Id == id && s.Monitor != MonitorState.Maintenance);
        if (await row.ExecuteUpdateAsync(set => set.SetProperty(s => s.MonitorSince, now), cancellationToken) == 0) return;
        var stream = await row.AsNoTracking().FirstAsync(cancellationToken);
        var memory = stream.Memory with { State = MonitorState.Maintenance, Told = null, Untold = 0 };
        var attention = MonitoredStream.AttentionOf(MonitorState.Maintenance);
        await row.ExecuteUpdateAsync(
            set => set.SetProperty(s => s.Monitor, MonitorState.Maintenance).SetProperty(s => s.Attention, attention).SetProperty(s => s.Memory, memory), cancellationToken);

        var moved = new StreamTransition
        {
            StreamId = id,
            From = stream.Monitor,
            To = MonitorState.Maintenance,
            At = now,
            Notify = false,
            Reason = window.Title,
            IncidentId = await IncidentBook.MaintenanceBeganAsync(db, id, window.Title, now, cancellationToken),
        };
        var after = new List<Action>();
        foreach (var observer in observers) await observer.ObserveAsync(db, moved, after.Add, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        after.ForEach(action => action());
        live.Transition(moved);
    }
}
