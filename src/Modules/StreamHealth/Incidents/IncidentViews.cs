using Platform.StreamHealth.Contracts;

namespace Platform.StreamHealth.Incidents;

internal static class IncidentViews
{
    public static IncidentView Of(Incident incident, string streamName, string? causeName, DateTimeOffset now) => new()
    {
        Id = incident.Id,
        StreamId = incident.StreamId,
        StreamName = streamName,
        Severity = incident.Severity,
        State = incident.State,
        OpenedAt = incident.OpenedAt,
        FailingSince = incident.FailingSince,
        ResolvedAt = incident.ResolvedAt,
        // The clock may have been put back meanwhile.
        DurationSeconds = Math.Max(0, ((incident.ResolvedAt ?? now) - incident.FailingSince).TotalSeconds),
        Code = incident.Code,
        Reason = incident.Reason,
        FirstResultId = incident.FirstResultId,
        LastResultId = incident.LastResultId,
        BadChecks = incident.BadChecks,
        AcknowledgedBy = incident.AcknowledgedBy,
        AcknowledgedAt = incident.AcknowledgedAt,
        ResolvedBy = incident.ResolvedBy,
        CauseStreamId = incident.CauseStreamId,
        CauseStreamName = causeName,
        Flapping = incident.Flapping,
        Reopened = incident.Reopened,
        PostMortem = incident.PostMortem,
        PostMortemBy = incident.PostMortemBy,
        PostMortemAt = incident.PostMortemAt,
    };
}
