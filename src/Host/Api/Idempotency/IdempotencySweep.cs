using Platform.Scheduling;

namespace Platform.Host.Api.Idempotency;

/// <summary>Forgets answers to repeatable requests after their time.</summary>
internal sealed class IdempotencySweep(IdempotencyStore store) : IPlatformJob
{
    public string Key => "platform.sweep-idempotency";

    public string Name => "Forget old idempotency keys";

    public string Description => "Deletes the stored answers of requests with an Idempotency-Key after 24 hours.";

    public string Category => "Maintenance";

    public Schedule? DefaultSchedule => new EverySchedule(TimeSpan.FromHours(1));

    public async Task ExecuteAsync(JobRun run, CancellationToken cancellationToken)
    {
        var deleted = await store.SweepAsync(cancellationToken);
        run.NothingToDo = deleted == 0;
        run.Summary = $"{deleted} forgotten";
    }
}
