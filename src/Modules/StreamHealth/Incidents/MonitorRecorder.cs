using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Platform.Kernel.Live;
using Platform.StreamHealth.Data;
using Platform.StreamHealth.Incidents.States;
using Platform.StreamHealth.Results;
using Platform.StreamHealth.Streams;

namespace Platform.StreamHealth.Incidents;

/// <summary>Runs the state machine on every stored check, in the check's own transaction, and tells the observers what moved.</summary>
internal sealed class MonitorRecorder(
    IEnumerable<ITransitionObserver> observers,
    IOptionsMonitor<MonitorSettings> settings,
    IOptionsMonitor<StreamHealthSettings> defaults,
    LiveEvents live) : IResultRecorder
{
    public int Order => 0;

    public async Task RecordAsync(ResultRecording recording, CancellationToken cancellationToken)
    {
        var (db, result) = (recording.Db, recording.Result);
        // The transaction has written to the stream's row already, so nobody else moves its state meanwhile.
        var stream = await db.Streams.AsNoTracking().Include(s => s.Group).FirstAsync(s => s.Id == result.StreamId, cancellationToken);
        var terms = StreamTerms.Of(stream, defaults.CurrentValue);
        var observed = Observations.Of(result, recording.Report, terms.Thresholds.IgnoredFindings) with { DeepChecks = terms.DeepestPhase >= 2 };
        var step = StateMachine.Next(stream.Memory, observed, settings.CurrentValue.Limits(terms));

        result.Monitor = step.To;
        await db.SaveChangesAsync(cancellationToken);
        if (step.Ignored) return;
        await StoreAsync(db, stream, step, result.StartedAt, cancellationToken);
        if (!step.Moved && !step.Notify) return;
        await TellAsync(recording, step, cancellationToken);
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

    private async Task TellAsync(ResultRecording recording, MonitorStep step, CancellationToken cancellationToken)
    {
        var result = recording.Result;
        var transition = new StreamTransition
        {
            StreamId = result.StreamId,
            From = step.From,
            To = step.To,
            At = result.StartedAt,
            ResultId = result.Id,
            Reason = result.Reason,
            Notify = step.Notify,
            Flapping = step.FlappingBegan,
        };
        foreach (var observer in observers) await observer.ObserveAsync(recording.Db, transition, recording.AfterCommit, cancellationToken);
        recording.AfterCommit(() => live.Transition(transition));
    }
}

internal static class MonitorEvents
{
    public static void Transition(this LiveEvents live, StreamTransition moved) =>
        live.Publish(new LiveEvent("stream.transition", moved.StreamId.ToString(), moved.At)
        {
            Data = new Dictionary<string, string>
            {
                ["from"] = moved.From.ToString().ToLowerInvariant(),
                ["to"] = moved.To.ToString().ToLowerInvariant(),
                ["notify"] = moved.Notify ? "true" : "false",
            },
        });
}
