using Platform.StreamHealth.Contracts;

namespace Platform.StreamHealth.StatusPages.Public;

/// <summary>All that a status page tells, and nothing that it does not: no address, no id that is not public.</summary>
internal sealed record StatusSnapshot
{
    public required string Slug { get; init; }

    public required string Title { get; init; }

    public required string Announcement { get; init; }

    /// <summary>When it was gathered.</summary>
    public required DateTimeOffset At { get; init; }

    public required MonitorState State { get; init; }

    public required IReadOnlyList<StatusSection> Sections { get; init; }

    /// <summary>Open ones and those of the last two weeks, newest first.</summary>
    public required IReadOnlyList<PublicIncident> Incidents { get; init; }

    public IEnumerable<PublicStream> Streams => Sections.SelectMany(s => s.Streams);
}

/// <summary>Streams under a heading; null for streams that stand alone.</summary>
internal sealed record StatusSection(string? Name, IReadOnlyList<PublicStream> Streams);

/// <param name="Key">Its name in addresses of badges.</param>
/// <param name="Name">As visitors read it.</param>
/// <param name="State">How it is.</param>
/// <param name="Uptime24h">Percent, as all of them.</param>
/// <param name="Uptime7d">Of 7 days.</param>
/// <param name="Uptime30d">Of 30 days.</param>
/// <param name="Uptime90d">Of 90 days.</param>
/// <param name="Days">The last 90 days of UTC, oldest first.</param>
/// <param name="Reason">Why it is not well, where the page tells.</param>
/// <param name="LatencyMs">Of the last check, where the page tells.</param>
internal sealed record PublicStream(
    string Key, string Name, MonitorState State, double? Uptime24h, double? Uptime7d, double? Uptime30d, double? Uptime90d,
    IReadOnlyList<PublicDay> Days, string? Reason, double? LatencyMs);

/// <param name="Date">A day of UTC.</param>
/// <param name="UptimePercent">Null when nothing was watched, or all of it was maintenance.</param>
/// <param name="DownSeconds">How long it was down.</param>
/// <param name="MaintenanceSeconds">How long it was in maintenance.</param>
internal sealed record PublicDay(DateOnly Date, double? UptimePercent, double DownSeconds, double MaintenanceSeconds);

/// <param name="Id">Of the feed's entry.</param>
/// <param name="Stream">As visitors read it.</param>
/// <param name="Down">Whether listeners heard nothing, or heard it not as it should be.</param>
/// <param name="OpenedAt">When it began.</param>
/// <param name="ResolvedAt">Null while it lasts.</param>
/// <param name="Reason">Where the page tells.</param>
internal sealed record PublicIncident(Guid Id, string Stream, bool Down, DateTimeOffset OpenedAt, DateTimeOffset? ResolvedAt, string? Reason);
