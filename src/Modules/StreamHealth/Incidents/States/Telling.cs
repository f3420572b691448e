using Platform.StreamHealth.Contracts;

namespace Platform.StreamHealth.Incidents.States;

/// <summary>
/// Decides whether a step is told: by the table, unless flapping or the parent hides it. What was hidden is told once
/// nothing hides it any more and it still holds; what was never told needs no recovery notice.
/// </summary>
internal static class Telling
{
    private const int MostChanges = 100;

    public static MonitorStep Decide(MonitorMemory before, MonitorMemory next, Observation observed, MonitorLimits limits)
    {
        next = Count(before, next, observed, limits);
        var begins = next.Flapping && !before.Flapping;
        var byParent = observed.Parent == ParentState.Down;
        var step = new MonitorStep
        {
            Memory = next,
            FlappingBegan = begins,
            FlappingEnded = before.Flapping && !next.Flapping,
            HiddenByParent = byParent && next.State is MonitorState.Down or MonitorState.Degraded,
        };

        // A maintenance wipes the slate: what is ill after it is told anew, what is well needs no word.
        if (next.State == MonitorState.Maintenance) return step with { Memory = next with { Told = null, Untold = 0 } };
        if (!StateMachine.IsSettled(next.State)) return step;
        if (byParent || (next.Flapping && !begins)) return step with { Memory = next with { Untold = 0 } };
        return Tell(step, before, observed, limits);
    }

    private static MonitorStep Tell(MonitorStep step, MonitorMemory before, Observation observed, MonitorLimits limits)
    {
        var (from, next) = (before.State, step.Memory);
        var news = next.State != (next.Told ?? MonitorState.Up);
        if (step.FlappingBegan) return Told(step);
        if (!news) return step with { Memory = next with { Untold = 0, Told = next.State } };
        if (from != next.State)
        {
            return NotificationTable.Tells(from, next.State) ? Told(step) : step with { Memory = next with { Untold = 0 } };
        }

        // No move, but something untold: it must have lasted as long, unhidden, as a fresh fault has to.
        var seen = next.Untold + (Confirms(next.State, observed) ? 1 : 0);
        var enough = next.State == MonitorState.Up ? limits.SuccessesToUp : limits.FailuresToDown;
        return seen >= enough ? Told(step) : step with { Memory = next with { Untold = seen } };
    }

    private static MonitorStep Told(MonitorStep step) =>
        step with { Notify = true, Memory = step.Memory with { Told = step.Memory.State, Untold = 0 } };

    private static bool Confirms(MonitorState state, Observation observed) => state switch
    {
        MonitorState.Down => observed.Worst == Outcome.Bad,
        MonitorState.Degraded => observed.Worst != Outcome.Good,
        _ => observed.Worst == Outcome.Good,
    };

    /// <summary>Keeps count of the changes between Up, Degraded and Down, outside maintenance.</summary>
    private static MonitorMemory Count(MonitorMemory before, MonitorMemory next, Observation observed, MonitorLimits limits)
    {
        // The distance counts, not the direction: after a jump of the clock backwards the last changes lie in the future.
        bool Within(DateTimeOffset change, TimeSpan span) => (observed.At - change).Duration() <= span;

        var kept = before.Changes.Where(c => Within(c, limits.FlapWindow > limits.FlapCalm ? limits.FlapWindow : limits.FlapCalm)).ToList();
        var changed = StateMachine.IsSettled(next.State) && before.LastSettled is { } last && last != next.State && before.State != MonitorState.Maintenance;
        if (changed) kept.Add(observed.At);
        if (kept.Count > MostChanges) kept.RemoveRange(0, kept.Count - MostChanges);
        var flapping = before.Flapping
            ? kept.Any(c => Within(c, limits.FlapCalm))
            : changed && kept.Count(c => Within(c, limits.FlapWindow)) >= limits.FlapChanges;
        return next with
        {
            Changes = before.Flapping && !flapping ? [] : kept,
            Flapping = flapping,
            LastSettled = StateMachine.IsSettled(next.State) ? next.State : before.LastSettled,
        };
    }
}
