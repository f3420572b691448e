using Microsoft.EntityFrameworkCore;
using Platform.StreamHealth.Alerts.Deliveries;
using Platform.StreamHealth.Alerts.Messages;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Data;
using Platform.StreamHealth.Incidents;
using Platform.StreamHealth.Streams;

namespace Platform.StreamHealth.Alerts.Escalation;

/// <summary>
/// Turns transitions into deliveries, in the transition's own transaction: what happened and who is told of it are stored
/// together or not at all.
/// </summary>
internal sealed class RaiseAlerts(MessageWriter messages, AlertSchedule schedule, TimeProvider clock) : ITransitionObserver
{
    public async Task ObserveAsync(StreamHealthDb db, StreamTransition transition, Action<Action> afterCommit, CancellationToken cancellationToken)
    {
        var policies = await db.Set<AlertPolicy>().AsNoTracking().Where(p => p.Enabled).OrderBy(p => p.SortName).ToListAsync(cancellationToken);
        var trails = await db.Set<AlertTrail>().Where(t => t.StreamId == transition.StreamId && t.EndedAt == null).ToListAsync(cancellationToken);
        if (policies.Count == 0 && trails.Count == 0) return;
        if (await db.Streams.AsNoTracking().Include(s => s.Tags).FirstOrDefaultAsync(s => s.Id == transition.StreamId, cancellationToken) is not { } stream) return;

        var step = new Step(db, transition, stream, policies, trails, cancellationToken);
        var woken = transition.To switch
        {
            MonitorState.Down or MonitorState.Degraded => await BadAsync(step),
            // The notice that a stream keeps changing may come as it happens to play.
            MonitorState.Up when transition is { Flapping: true, Notify: true } => await BadAsync(step),
            MonitorState.Up => await GoodAsync(step),
            MonitorState.Maintenance => await EndAsync(step),
            _ => [],
        };
        await db.SaveChangesAsync(cancellationToken);
        if (woken.Count > 0) afterCommit(() => _ = schedule.WakeAsync(woken, CancellationToken.None));
    }

    private async Task<IReadOnlyCollection<Guid>> BadAsync(Step step)
    {
        var severity = step.Transition.To == MonitorState.Degraded ? AlertSeverity.Degraded : AlertSeverity.Down;
        if (!step.Transition.Notify)
        {
            Resume(step, severity);
            return [];
        }

        var woken = new HashSet<Guid>();
        var message = await messages.OfAsync(step.Db, step.Transition, step.Stream, step.Cancellation);
        foreach (var policy in step.Policies)
        {
            var trail = step.TrailOf(policy);
            if (policy.Rules.Hears(severity) && policy.Rules.Scope.Covers(step.Stream)) woken.UnionWith(await TellAsync(step, policy, trail, severity, message));
            else if (trail is not null) woken.UnionWith(await CloseAsync(step, policy, trail));
        }

        return woken;
    }

    private async Task<IReadOnlyCollection<Guid>> TellAsync(Step step, AlertPolicy policy, AlertTrail? trail, AlertSeverity severity, AlertMessage message)
    {
        var now = clock.GetUtcNow();
        if (trail is not null)
        {
            // The same outage took another turn: who knows of it is told, and the steps go on counting from its beginning.
            message = message with { Since = AlertMessage.FromJson(trail.Message).Since };
            (trail.Severity, trail.Message, trail.IncidentId) = (severity, message.ToJson(), step.Transition.IncidentId ?? trail.IncidentId);
            trail.Version++;
            var told = await AlertWriter.WriteAsync(step.Db, policy, trail, message, trail.ToldChannels, now, step.Cancellation);
            Plan(trail, policy, step);
            return told;
        }

        trail = new AlertTrail
        {
            Id = Guid.CreateVersion7(now),
            PolicyId = policy.Id,
            StreamId = step.Stream.Id,
            IncidentId = step.Transition.IncidentId,
            OpenedAt = step.Transition.At,
            Severity = severity,
            Message = message.ToJson(),
        };
        step.Db.Add(trail);
        var first = policy.Rules.Steps.TakeWhile(s => s.AfterMinutes == 0).ToList();
        trail.StepsDone = first.Count;
        var woken = await AlertWriter.WriteAsync(step.Db, policy, trail, message with { Step = first.Count > 0 ? 1 : null }, first.SelectMany(s => s.Channels), now, step.Cancellation);
        Plan(trail, policy, step);
        return woken;
    }

    private static void Plan(AlertTrail trail, AlertPolicy policy, Step step)
    {
        if (step.Transition.To == MonitorState.Up) trail.NextAt = null;
        else trail.Plan(policy.Rules);
    }

    private async Task<IReadOnlyCollection<Guid>> GoodAsync(Step step)
    {
        var woken = new HashSet<Guid>();
        foreach (var trail in step.Trails)
        {
            // Flapping: nobody is told that it plays again, and nobody is reminded while it does.
            if (!step.Transition.Notify) Rest(trail);
            else if (step.Policies.FirstOrDefault(p => p.Id == trail.PolicyId) is { } policy) woken.UnionWith(await CloseAsync(step, policy, trail));
            else End(trail, step.Transition.At);
        }

        return woken;
    }

    /// <summary>Ends a trail and tells who was told, if the policy wants that.</summary>
    private async Task<IReadOnlyCollection<Guid>> CloseAsync(Step step, AlertPolicy policy, AlertTrail trail)
    {
        IReadOnlyCollection<Guid> woken = [];
        if (policy.Rules.Recovery && trail.Told.Length > 0)
        {
            var message = MessageWriter.Recovered(AlertMessage.FromJson(trail.Message), step.Transition);
            woken = await AlertWriter.WriteAsync(step.Db, policy, trail, message, await ReachedAsync(step, trail), clock.GetUtcNow(), step.Cancellation);
        }

        End(trail, step.Transition.At);
        return woken;
    }

    // Whom nothing of it reached, because it was acknowledged or over before, is not told of its end either.
    private static Task<List<Guid>> ReachedAsync(Step step, AlertTrail trail) =>
        step.Db.Set<AlertDelivery>()
            .Where(d => d.TrailId == trail.Id && d.State != DeliveryState.Dropped
                && (d.State != DeliveryState.Pending || d.Attempts > 0 || d.Event == AlertEvent.Down || d.Event == AlertEvent.Degraded))
            .Select(d => d.ChannelId).Distinct().ToListAsync(step.Cancellation);

    private static Task<IReadOnlyCollection<Guid>> EndAsync(Step step)
    {
        foreach (var trail in step.Trails) End(trail, step.Transition.At);
        return Task.FromResult<IReadOnlyCollection<Guid>>([]);
    }

    private static void Resume(Step step, AlertSeverity severity)
    {
        foreach (var trail in step.Trails)
        {
            if (step.Policies.FirstOrDefault(p => p.Id == trail.PolicyId) is not { } policy || !policy.Rules.Hears(severity)) continue;
            trail.Plan(policy.Rules);
            trail.Version++;
        }
    }

    private static void Rest(AlertTrail trail) => (trail.NextAt, trail.Version) = (null, trail.Version + 1);

    private static void End(AlertTrail trail, DateTimeOffset at) => (trail.NextAt, trail.EndedAt, trail.Version) = (null, at, trail.Version + 1);

    private sealed record Step(
        StreamHealthDb Db, StreamTransition Transition, MonitoredStream Stream, List<AlertPolicy> Policies, List<AlertTrail> Trails, CancellationToken Cancellation)
    {
        public AlertTrail? TrailOf(AlertPolicy policy) => Trails.Find(t => t.PolicyId == policy.Id);
    }
}
