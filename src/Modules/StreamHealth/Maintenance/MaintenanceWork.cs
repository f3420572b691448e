using Platform.Scheduling;

namespace Platform.StreamHealth.Maintenance;

/// <summary>Looks at the maintenance windows twice a minute, on one node of the cluster.</summary>
internal sealed class MaintenanceWork(MaintenanceClock maintenance) : IScheduledWork
{
    private static readonly WorkItem Clock = new("clock", new EverySchedule(TimeSpan.FromSeconds(30)), Lanes.System);

    public string Kind => "streamhealth.maintenance";

    public Task ExecuteAsync(string itemId, JobRun run, CancellationToken cancellationToken) => maintenance.SweepAsync(cancellationToken);

    public Task<IReadOnlyList<WorkItem>> ListAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<WorkItem>>([Clock]);
}
