using Quartz;

namespace Platform.Scheduling.Engine;

/// <summary>Tells a one-shot command whether the service runs, here or on another node.</summary>
internal sealed class ServiceProbe(SingleNode node, ISchedulerFactory factory)
{
    public async Task<bool> IsRunningAsync(CancellationToken cancellationToken)
    {
        if (node.TakenElsewhere() is { } taken) return taken;
        var scheduler = await factory.GetScheduler(cancellationToken);
        var nodes = await scheduler.QueryClusterNodes(cancellationToken);
        return nodes.Any(n => !n.IsCurrentNode && n.State != ClusterNodeState.Failed); // a busy node may be overdue
    }
}
