using Platform.StreamHealth.Contracts;

namespace Platform.StreamHealth.Maintenance;

internal static class MaintenanceViews
{
    public const int Times = 5;

    public static MaintenanceView Of(MaintenanceWindow window, DateTimeOffset now)
    {
        var current = Occurrences.At(window, now);
        var next = Occurrences.After(window, now, Times);
        return new MaintenanceView
        {
            Id = window.Id,
            Title = window.Title,
            Note = window.Note,
            Scope = window.Scope,
            StartsAt = window.StartsAt,
            EndsAt = window.EndsAt,
            Schedule = window.Schedule,
            DurationMinutes = window.Schedule is null ? null : window.DurationMinutes,
            State = current is not null ? MaintenanceState.Active : next.Count > 0 ? MaintenanceState.Upcoming : MaintenanceState.Over,
            Current = current,
            Next = next,
            CreatedBy = window.CreatedBy,
            CreatedAt = window.CreatedAt,
            Version = window.Version,
        };
    }
}
