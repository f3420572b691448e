using Microsoft.EntityFrameworkCore;
using Platform.Console;
using Platform.Kernel.Health;
using Platform.Kernel.Security;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Data;
using Platform.StreamHealth.Incidents;
using Platform.StreamHealth.Streams;

namespace Platform.StreamHealth.Home;

/// <summary>What is broken, for the top of Home: open incidents, those nobody looks after first, and failures that are still being looked at again.</summary>
internal sealed class StreamProblems(IDbContextFactory<StreamHealthDb> databases, HandleIncidents handle, CheckStreamNow check) : IProblemSource
{
    private const int Most = 20;

    public async Task<IReadOnlyList<Problem>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var watched = db.Living().Where(s => s.Enabled);
        var incidents = db.Set<Incident>().AsNoTracking().Where(i => i.State != IncidentState.Resolved && watched.Any(s => s.Id == i.StreamId && s.Monitor != MonitorState.Maintenance));
        // What another one's being down explains stands with that one.
        var own = incidents.Where(i => i.CauseStreamId == null);
        var worst = await own.OrderBy(i => i.State == IncidentState.Open ? 0 : 1).ThenBy(i => i.Severity == IncidentSeverity.Down ? 0 : 1).ThenBy(i => i.FailingSince).Take(Most + 1)
            .Select(i => new
            {
                Incident = i,
                Name = db.Streams.Where(s => s.Id == i.StreamId).Select(s => s.Name).First(),
                Because = incidents.Count(c => c.CauseStreamId == i.StreamId),
            })
            .ToListAsync(cancellationToken);
        var problems = worst.Take(Most).Select(w => Of(w.Incident, w.Name, w.Because)).ToList();
        if (worst.Count > Most) problems.Add(await MoreAsync(own, cancellationToken));
        return [.. problems, .. await SuspectedAsync(watched, cancellationToken)];
    }

    private Problem Of(Incident incident, string name, int because)
    {
        var down = incident.Severity == IncidentSeverity.Down;
        var (id, stream) = (incident.Id, incident.StreamId);
        var detail = incident.Reason;
        if (incident.Flapping) detail += ". It keeps changing";
        if (because > 0) detail += because == 1 ? ". One stream that depends on it is down because of it" : $". {because} streams that depend on it are down because of it";
        if (incident.AcknowledgedBy is { } who) detail += $". {who} looks after it";
        var checkNow = new ProblemAction("Check now", "refresh", Policies.Operate, async (_, token) => (await check.RunAsync(stream, token)).Map(_ => "Checking."));
        var acknowledge = new ProblemAction(
            "Acknowledge", "done", Policies.Operate, async (user, token) => (await handle.AcknowledgeAsync(id, Author.Of(user), token)).Map(_ => "Acknowledged."));
        return new Problem(down ? HealthLevel.Error : HealthLevel.Warning, $"{name} is {(down ? "down" : "degraded")}", detail)
        {
            Since = incident.FailingSince,
            Href = $"incidents/{id}",
            ActionText = "Open incident",
            Actions = incident.State == IncidentState.Open ? [acknowledge, checkNow] : [checkNow],
        };
    }

    private static async Task<Problem> MoreAsync(IQueryable<Incident> open, CancellationToken cancellationToken) =>
        new(HealthLevel.Warning, $"{await open.CountAsync(cancellationToken) - Most} more incidents are open", $"Only the {Most} worst are listed here.")
        {
            Href = "incidents",
            ActionText = "Show all",
        };

    private static async Task<IReadOnlyList<Problem>> SuspectedAsync(IQueryable<MonitoredStream> watched, CancellationToken cancellationToken)
    {
        var suspected = await watched.Where(s => s.Monitor == MonitorState.Pending && s.FailuresInRow > 0).OrderBy(s => s.MonitorSince).Take(Most)
            .Select(s => new { s.Id, s.Name, s.FailuresInRow, s.MonitorSince, s.Reason }).ToListAsync(cancellationToken);
        return [.. suspected.Select(s => new Problem(
            HealthLevel.Warning,
            $"{s.Name} may be failing",
            $"{s.Reason ?? "A check failed"}. {(s.FailuresInRow == 1 ? "One check" : $"{s.FailuresInRow} checks")} so far; it is checked again before anybody is told")
        {
            Since = s.MonitorSince,
            Href = $"streams/{s.Id}",
            ActionText = "Open stream",
        })];
    }
}
