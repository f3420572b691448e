using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Platform.Kernel.Live;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Data;
using Platform.StreamHealth.Incidents.States;
using Platform.StreamHealth.Incidents.Uplinks;
using Platform.StreamHealth.Maintenance;
using Platform.StreamHealth.Results;
using Platform.StreamHealth.Streams;

namespace Platform.StreamHealth.Incidents;

/// <summary>Runs the state machine on every stored check, in the check's own transaction, keeps the incidents, and tells the observers what moved.</summary>
internal sealed class MonitorRecorder(
    IEnumerable<ITransitionObserver> observers,
    IOptionsMonitor<MonitorSettings> settings,
    IOptionsMonitor<StreamHealthSettings> defaults,
    Uplink uplink,
    FollowUpChecks followUps,
    LiveEvents live,
    TimeProvider clock) : IResultRecorder
{
    public int Order => 0;

    public async Task RecordAsync(ResultRecording recording, CancellationToken cancellationToken)
    {
        var (db, result) = (recording.Db, recording.Result);
        // The transaction has written to the stream's row already, so nobody else moves its state meanwhile.
        var stream = await db.Streams.AsNoTracking().Include(s => s.Group).Include(s => s.Tags).FirstAsync(s => s.Id == result.StreamId, cancellationToken);
        var terms = StreamTerms.Of(stream, defaults.CurrentValue);
        var parent = stream.ParentId is null ? null : await ParentOfStream.FindAsync(db, stream, stream.Memory.Ill.IllSince ?? result.StartedAt, cancellationToken);
        var open = await OpenWindows.ReadAsync(db, clock.GetUtcNow(), cancellationToken);
        var observed = Observations.Of(result, recording.Report, terms.Thresholds.IgnoredFindings) with
        {
            DeepChecks = terms.DeepestPhase >= 2,
            InMaintenance = open.Any && open.Covering(stream) is not null,
            UplinkDown = uplink.DownSince is not null,
            Parent = parent?.State ?? ParentState.Fine,
        };
        var step = StateMachine.Next(stream.Memory, observed, settings.CurrentValue.Limits(terms));

        result.Monitor = step.To;
        await db.SaveChangesAsync(cancellationToken);
        if (step.Ignored) return;
        await StoreAsync(db, stream, step, result.StartedAt, cancellationToken);
        await FollowAsync(recording, new MonitoredCheck(result, step, parent), cancellationToken);
        AskForChecks(recording, step, parent, terms);
    }

    private static Task<int> StoreAsync(StreamHealthDb db, MonitoredStream stream, MonitorStep step, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var memory = step.Memory;
        var since = step.Moved || stream.MonitorSince is null ? at : stream.MonitorSince;
        var (state, attention, failures, flapping) = (step.To, MonitoredStream.AttentionOf(step.To), memory.FailuresInRow, memory.Flapping);
        return db.Streams.Where(s => s.Id == stream.Id).ExecuteUpdateAsync(
            set => set
                .SetProperty(s => s.Monitor, state)
                .SetProperty(s => s.MonitorSince, since)
                .SetProperty(s => s.Attention, attention)
                .SetProperty(s => s.FailuresInRow, failures)
                .SetProperty(s => s.Flapping, flapping)
                .SetProperty(s => s.Memory, memory),
            cancellationToken);
    }

    private async Task FollowAsync(ResultRecording recording, MonitoredCheck check, CancellationToken cancellationToken)
    {
        var (step, result) = (check.Step, check.Result);
        var within = TimeSpan.FromMinutes(settings.CurrentValue.ReopenMinutes);
        var incident = await IncidentBook.FollowAsync(recording.Db, check, within, recording.AfterCommit, live, cancellationToken);
        if (!step.Moved && !step.Notify) return;
        var transition = new StreamTransition
        {
            StreamId = result.StreamId,
            From = step.From,
            To = step.To,
            At = result.StartedAt,
            ResultId = result.Id,
            IncidentId = incident?.Id,
            Reason = result.Reason,
            Notify = step.Notify,
            Flapping = step.FlappingBegan,
            CauseStreamId = check.CauseStreamId,
        };
        foreach (var observer in observers) await observer.ObserveAsync(recording.Db, transition, recording.AfterCommit, cancellationToken);
        recording.AfterCommit(() => live.Transition(transition));
    }

    private void AskForChecks(ResultRecording recording, MonitorStep step, ParentOfStream? parent, StreamTerms terms)
    {
        var stream = recording.Result.StreamId;
        if (step.RetryDepth is { } depth && terms.RetrySeconds > 0)
            recording.AfterCommit(() => _ = followUps.LaterAsync(stream, depth == CheckDepth.Deep, TimeSpan.FromSeconds(terms.RetrySeconds)));
        // What this one depends on decides whether anybody is told.
        if (step.To == MonitorState.Pending && parent is { State: ParentState.Undecided }) recording.AfterCommit(() => _ = followUps.NowAsync(parent.Id));
    }
}
