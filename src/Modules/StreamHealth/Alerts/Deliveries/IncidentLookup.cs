using Microsoft.EntityFrameworkCore;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Data;
using Platform.StreamHealth.Incidents;

namespace Platform.StreamHealth.Alerts.Deliveries;

/// <summary>Whether somebody still has to be told of an incident.</summary>
internal enum IncidentAttention
{
    /// <summary>Open, or there is no incident to ask.</summary>
    Needed,

    Acknowledged,

    Resolved,
}

/// <summary>Asks how an incident stands at this moment.</summary>
internal static class IncidentLookup
{
    public static async Task<IncidentAttention> FindAsync(StreamHealthDb db, Guid? incidentId, CancellationToken cancellationToken) =>
        incidentId is null
            ? IncidentAttention.Needed
            : await db.Set<Incident>().Where(i => i.Id == incidentId).Select(i => (IncidentState?)i.State).FirstOrDefaultAsync(cancellationToken) switch
            {
                IncidentState.Acknowledged => IncidentAttention.Acknowledged,
                IncidentState.Resolved => IncidentAttention.Resolved,
                _ => IncidentAttention.Needed,
            };

    /// <summary>Why a step or reminder is of no use any more; null when it is, and for everything else.</summary>
    public static async Task<string?> WhyNotAsync(StreamHealthDb db, AlertDelivery delivery, CancellationToken cancellationToken)
    {
        if (delivery.Event is not (AlertEvent.Escalation or AlertEvent.Reminder)) return null;
        return await FindAsync(db, delivery.IncidentId, cancellationToken) switch
        {
            IncidentAttention.Acknowledged => "Somebody acknowledged the incident before this was sent.",
            IncidentAttention.Resolved => "The incident was over before this was sent.",
            _ => null,
        };
    }
}
