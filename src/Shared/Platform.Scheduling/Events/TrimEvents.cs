using Platform.Data.Events;

namespace Platform.Scheduling;

/// <summary>Keeps the outbox small.</summary>
internal sealed class TrimEvents(ReadOutbox outbox) : IPlatformJob
{
    public string Key => "events.trim";

    public string Name => "Trim delivered events";

    public string Description => "Deletes events that were delivered a week ago, and what could not be delivered after 90 days.";

    public string Category => "Maintenance";

    public Schedule? DefaultSchedule => new EverySchedule(TimeSpan.FromDays(1));

    public async Task ExecuteAsync(JobRun run, CancellationToken cancellationToken)
    {
        var gone = await outbox.TrimAsync(cancellationToken);
        (run.NothingToDo, run.Summary) = (gone == 0, $"{gone} deliveries deleted");
    }
}
