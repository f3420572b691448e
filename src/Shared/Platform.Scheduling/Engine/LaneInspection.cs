using Microsoft.Extensions.Options;
using Platform.Kernel.Health;
using Quartz;

namespace Platform.Scheduling.Engine;

/// <summary>Whether work that is due gets done, and which lanes this node leaves to others.</summary>
internal sealed class LaneInspection(ISchedulerFactory factory, IOptionsMonitor<LaneOptions> lanes, TimeProvider clock) : IHealthInspection
{
    private const string Title = "Lanes";
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(3);

    public string Id => "lanes";

    public async Task<HealthFinding> InspectAsync(CancellationToken cancellationToken)
    {
        string[] left = [.. lanes.CurrentValue.Limits(Environment.ProcessorCount).Where(l => l.Value == 0).Select(l => l.Key)];
        var late = await LateAsync(cancellationToken);
        if (late.Count == 0) return HealthFinding.Ok(Title, left.Length == 0 ? "Nothing is late." : $"Nothing is late. This node takes no work of lane {string.Join(", ", left)}.");
        string[] untaken = [.. late.Select(l => l.Key).Intersect(left)];
        return HealthFinding.Warning(
            Title,
            $"{late.Sum(l => l.Count())} runs are more than {Late.TotalMinutes:0} minutes late in lane {string.Join(", ", late.Select(l => l.Key))}.",
            untaken.Length == 0
                ? "Raise the lane's limit if the machine has room, add a node that takes the lane, or check less often."
                : $"This node takes no work of lane {string.Join(", ", untaken)}: start a node that does, or raise its limit here (Scheduling:Lanes).",
            "settings");
    }

    private async Task<List<IGrouping<string, TriggerHeader>>> LateAsync(CancellationToken cancellationToken)
    {
        var scheduler = await factory.GetScheduler(cancellationToken);
        var query = new TriggerQuery { State = TriggerState.Normal, NextFireTimeBefore = clock.GetUtcNow() - Late, Take = 1000 };
        return [.. (await scheduler.QueryTriggers(query, cancellationToken)).Items.GroupBy(t => t.ExecutionGroup ?? "none").OrderBy(l => l.Key, StringComparer.Ordinal)];
    }
}
