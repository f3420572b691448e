using Microsoft.EntityFrameworkCore;
using Platform.Kernel.Live;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Data;
using Platform.StreamHealth.Incidents.States;
using Platform.StreamHealth.Results;

namespace Platform.StreamHealth.Incidents;

/// <summary>What the machine decided of one check, and what it was decided on.</summary>
internal sealed record MonitoredCheck(CheckResult Result, MonitorStep Step, ParentOfStream? Parent)
{
    /// <summary>The parent, if it is why nobody is told.</summary>
    public Guid? CauseStreamId => Step.HiddenByParent ? Parent?.Id : null;

    public bool IsIll => Step.To is MonitorState.Down or MonitorState.Degraded;

    public IncidentSeverity Severity => Step.To == MonitorState.Down ? IncidentSeverity.Down : IncidentSeverity.Degraded;

    public string Code => Result.Findings.Split(' ') is [{ Length: > 0 } worst, ..] ? worst : "stream.failing";

    public string Reason => Result.Reason ?? "The check failed without a finding";
}

/// <summary>
/// Keeps incidents in step with the monitor, in the transaction that stores the check: opens one when a stream becomes Down or
/// Degraded, goes on with the last one if that ended a short while ago, and ends it when the stream is well. A flapping stream's
/// incident stays open until it is calm.
/// </summary>
internal static class IncidentBook
{
    /// <returns>The incident the check belongs to; null when the stream is well or somebody accepted how it is.</returns>
    public static async Task<Incident?> FollowAsync(StreamHealthDb db, MonitoredCheck check, TimeSpan reopenWithin, Action<Action> afterCommit, LiveEvents live, CancellationToken cancellationToken)
    {
        var (step, at, stream) = (check.Step, check.Result.StartedAt, check.Result.StreamId);
        var open = await db.Set<Incident>().FirstOrDefaultAsync(i => i.StreamId == stream && i.State != IncidentState.Resolved, cancellationToken);
        var topic = "incident.changed";
        if (open is null)
        {
            // One that was resolved by hand while the stream was ill stays resolved until something changes.
            if (!check.IsIll || !step.Moved) return null;
            open = await ReopenAsync(db, check, reopenWithin, cancellationToken) ?? Open(db, check);
            topic = open.Reopened > 0 ? "incident.reopened" : "incident.opened";
        }
        else if (step.Moved)
        {
            Change(db, open, check);
        }

        if (check.IsIll && check.Result.State != StreamState.Healthy) (open.LastResultId, open.BadChecks) = (check.Result.Id, open.BadChecks + 1);
        Flap(db, open, check);
        var over = step.To == MonitorState.Up && !step.Memory.Flapping;
        if (over)
        {
            (open.State, open.ResolvedAt, topic) = (IncidentState.Resolved, at, "incident.resolved");
            Note(db, open, IncidentEntryKind.Resolved, at, $"Resolved: {Words.Of(MonitorState.Up)}", check.Result.Id);
        }

        await db.SaveChangesAsync(cancellationToken);
        if (step.Moved || over || topic != "incident.changed") afterCommit(() => live.Incident(topic, open.Id, open.StreamId, at));
        return open;
    }

    /// <summary>A window opened while no check was made.</summary>
    /// <returns>The incident that is open; null for none.</returns>
    public static async Task<Guid?> MaintenanceBeganAsync(StreamHealthDb db, Guid streamId, string title, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var open = await db.Set<Incident>().Where(i => i.StreamId == streamId && i.State != IncidentState.Resolved).Select(i => (Guid?)i.Id).FirstOrDefaultAsync(cancellationToken);
        if (open is { } id) await IncidentTimeline.AddAsync(db, id, IncidentEntryKind.Maintenance, at, $"Maintenance began: {title}. Nobody is told until it ends", null, null, cancellationToken);
        return open;
    }

    private static Incident Open(StreamHealthDb db, MonitoredCheck check)
    {
        var (at, ill) = (check.Result.StartedAt, check.Step.Memory.Ill);
        var incident = new Incident
        {
            Id = Guid.CreateVersion7(at),
            StreamId = check.Result.StreamId,
            OpenedAt = at,
            FailingSince = ill.IllSince is { } since && since <= at ? since : at,
            Severity = check.Severity,
            Code = check.Code,
            Reason = check.Reason,
            FirstResultId = ill.IllResultId ?? check.Result.Id,
            BadChecks = Math.Max(0, check.Step.Memory.FailuresInRow - 1),
            CauseStreamId = check.CauseStreamId,
        };
        db.Add(incident);
        var because = check.CauseStreamId is null ? "" : $", because {check.Parent!.Name} is down, which it depends on; nobody is told";
        Note(db, incident, IncidentEntryKind.Opened, at, $"{Words.Of(check.Step.To)}{because}: {check.Reason}", check.Result.Id);
        return incident;
    }

    private static async Task<Incident?> ReopenAsync(StreamHealthDb db, MonitoredCheck check, TimeSpan within, CancellationToken cancellationToken)
    {
        var (stream, at) = (check.Result.StreamId, check.Result.StartedAt);
        var last = await db.Set<Incident>().Where(i => i.StreamId == stream).OrderByDescending(i => i.OpenedAt).ThenByDescending(i => i.Id).FirstOrDefaultAsync(cancellationToken);
        if (last?.ResolvedAt is not { } ended || at - ended > within) return null;
        (last.State, last.ResolvedAt, last.ResolvedBy) = (IncidentState.Open, null, null);
        (last.AcknowledgedBy, last.AcknowledgedAt) = (null, null);
        last.Reopened++;
        last.CauseStreamId = check.CauseStreamId;
        last.Severity = check.Severity;
        (last.Code, last.Reason) = (check.Code, check.Reason);
        Note(db, last, IncidentEntryKind.Reopened, at, $"{Words.Of(check.Step.To)} again: {check.Reason}", check.Result.Id);
        return last;
    }

    private static void Change(StreamHealthDb db, Incident open, MonitoredCheck check)
    {
        var (step, at) = (check.Step, check.Result.StartedAt);
        if (check.IsIll)
        {
            (open.Severity, open.Code, open.Reason) = (check.Severity, check.Code, check.Reason);
            open.CauseStreamId = check.CauseStreamId;
        }

        if (step.To == MonitorState.Maintenance) Note(db, open, IncidentEntryKind.Maintenance, at, "A maintenance window began: nobody is told until it ends", check.Result.Id);
        else if (step.To != MonitorState.Up || step.Memory.Flapping)
            Note(db, open, IncidentEntryKind.StateChanged, at, check.IsIll ? $"{Words.Of(step.To)}: {check.Reason}" : Words.Of(step.To), check.Result.Id);
    }

    private static void Flap(StreamHealthDb db, Incident open, MonitoredCheck check)
    {
        var (step, at) = (check.Step, check.Result.StartedAt);
        open.Flapping = step.Memory.Flapping;
        if (step.FlappingBegan) Note(db, open, IncidentEntryKind.Flapping, at, "It keeps changing; told once, then quiet until it is calm", check.Result.Id);
        if (step.FlappingEnded) Note(db, open, IncidentEntryKind.Flapping, at, "It has calmed down", check.Result.Id);
        if (!step.Moved && step.Notify && open.CauseStreamId is not null)
        {
            open.CauseStreamId = null;
            Note(db, open, IncidentEntryKind.StateChanged, at, "What it depends on is back, and it still fails", check.Result.Id);
        }
    }

    private static void Note(StreamHealthDb db, Incident incident, IncidentEntryKind kind, DateTimeOffset at, string text, Guid resultId) =>
        db.Add(IncidentTimeline.EntryOf(incident.Id, kind, at, text, author: null, resultId));
}
