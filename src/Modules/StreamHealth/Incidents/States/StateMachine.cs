using Platform.StreamHealth.Contracts;

namespace Platform.StreamHealth.Incidents.States;

/// <summary>
/// Decides what a check makes of a stream. A pure function: the same memory and the same check give the same step. Counts
/// checks, not time, so a clock that jumps moves nothing.
/// </summary>
internal static class StateMachine
{
    /// <summary>How many checks more than usual a stream waits for its parent to be decided.</summary>
    public const int PatienceWithParent = 3;

    public static MonitorStep Next(MonitorMemory memory, Observation observed, MonitorLimits limits)
    {
        // What fails while the own line is down is not the stream's fault: as if it had not been checked.
        if (observed is { UplinkDown: true, Worst: Outcome.Bad, InMaintenance: false }) return new MonitorStep { Memory = memory, From = memory.State, Ignored = true };

        var toDown = limits.FailuresToDown + (observed.Parent == ParentState.Undecided ? PatienceWithParent : 0);
        var next = memory with
        {
            Shallow = memory.Shallow.After(observed.Shallow, observed, toDown, limits),
            Deep = !observed.DeepChecks ? DepthTrack.Fresh
                : observed.Deep is { } heard ? memory.Deep.After(heard, observed, toDown, limits)
                : memory.Deep,
        };
        var state = StateOf(next, observed);
        var told = Telling.Decide(memory, next with { State = state }, observed, limits);
        return told with { From = memory.State, RetryDepth = RetryDepth(told.Memory) };
    }

    public static bool IsSettled(MonitorState state) => state is MonitorState.Up or MonitorState.Degraded or MonitorState.Down;

    /// <summary>A fault is believed at once only if this very check saw it; one that is remembered from before a maintenance is looked at again.</summary>
    private static MonitorState StateOf(MonitorMemory next, Observation observed)
    {
        var before = next.State;
        if (observed.InMaintenance) return MonitorState.Maintenance;
        var open = before is MonitorState.Pending or MonitorState.Maintenance;
        foreach (var (outcome, state) in ((Outcome, MonitorState)[])[(Outcome.Bad, MonitorState.Down), (Outcome.Degraded, MonitorState.Degraded)])
        {
            var shallow = next.Shallow.Settled == outcome;
            var deep = next.Deep.Settled == outcome;
            if (!shallow && !deep) continue;
            var seen = (shallow && observed.Shallow >= outcome) || (deep && observed.Deep >= outcome);
            return seen || !open ? state : MonitorState.Pending;
        }

        var undecided = next.Shallow.Settled is null && next.Deep.Settled is null;
        return undecided || next.Shallow.Suspected || next.Deep.Suspected ? MonitorState.Pending : MonitorState.Up;
    }

    /// <summary>At which depth to look again soon: where something is suspected, or is being cleared.</summary>
    private static CheckDepth? RetryDepth(MonitorMemory memory)
    {
        if (memory.State is MonitorState.Down) return memory.Deep.Recovering ? CheckDepth.Deep : memory.Shallow.Recovering ? CheckDepth.Shallow : null;
        if (memory.State is not MonitorState.Pending) return null;
        return memory.Deep.NotGood > 0 || memory.Deep.Settled is Outcome.Bad or Outcome.Degraded ? CheckDepth.Deep : CheckDepth.Shallow;
    }
}

/// <summary>What a check led to.</summary>
internal sealed record MonitorStep
{
    public required MonitorMemory Memory { get; init; }

    public MonitorState From { get; init; }

    public MonitorState To => Memory.State;

    /// <summary>The check was left out because the own line is down.</summary>
    public bool Ignored { get; init; }

    /// <summary>Whether people are to be told. Also without a move, when what was hidden may be told now.</summary>
    public bool Notify { get; init; }

    /// <summary>This check made it flapping: the one notice of it.</summary>
    public bool FlappingBegan { get; init; }

    public bool FlappingEnded { get; init; }

    /// <summary>The move is hidden because the parent is down.</summary>
    public bool HiddenByParent { get; init; }

    /// <summary>Look again soon, at this depth; null to wait for the schedule.</summary>
    public CheckDepth? RetryDepth { get; init; }

    public bool Moved => From != To;
}
