using Platform.Data.Events;
using Platform.Kernel.Health;

namespace Platform.Scheduling;

/// <summary>Whether what one module tells the others arrives.</summary>
internal sealed class EventInspection(ReadOutbox outbox) : IHealthInspection
{
    private const string Title = "Events between modules";
    private const string Page = "tasks/events";

    public string Id => "events";

    public async Task<HealthFinding> InspectAsync(CancellationToken cancellationToken)
    {
        var (aside, failing) = await outbox.TroubleAsync(cancellationToken);
        if (aside > 0) return HealthFinding.Warning(Title, $"{aside} could not be delivered and were set aside.", "Mend what the deliveries name, and retry them.", Page);
        return failing > 0
            ? HealthFinding.Warning(Title, $"{failing} could not be delivered yet and are tried again.", "See what the deliveries name.", Page)
            : HealthFinding.Ok(Title, "All are delivered.");
    }
}
