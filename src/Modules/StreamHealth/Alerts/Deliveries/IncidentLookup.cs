using Platform.StreamHealth.Data;

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
    public static Task<IncidentAttention> FindAsync(StreamHealthDb db, Guid? incidentId, CancellationToken cancellationToken) => Task.FromResult(IncidentAttention.Needed);
}
