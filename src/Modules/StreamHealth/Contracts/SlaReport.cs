namespace Platform.StreamHealth.Contracts;

/// <summary>How streams kept what was promised, over a period.</summary>
public sealed record SlaReport
{
    /// <summary>The period's begin and end (exclusive), at midnight of the zone.</summary>
    public required DateTimeOffset From { get; init; }

    public required DateTimeOffset To { get; init; }

    /// <summary>IANA name of the zone whose days count.</summary>
    public required string TimeZone { get; init; }

    /// <summary>The promised uptime, percent.</summary>
    public required double TargetPercent { get; init; }

    /// <summary>False while the period has not ended.</summary>
    public required bool Complete { get; init; }

    public required IReadOnlyList<SlaLine> Streams { get; init; }

    /// <summary>All streams together.</summary>
    public required SlaLine Total { get; init; }
}

/// <summary>One stream's part of a report. Times are seconds.</summary>
public sealed record SlaLine
{
    /// <summary>Null for the total.</summary>
    public Guid? StreamId { get; init; }

    public required string Name { get; init; }

    public string? Group { get; init; }

    /// <summary>Share of the watched time outside maintenance in which it was not down; null when nothing was watched.</summary>
    public double? UptimePercent { get; init; }

    /// <summary>Whether the promise was kept; null when nothing was watched.</summary>
    public bool? Met { get; init; }

    public required double UpSeconds { get; init; }

    public required double DownSeconds { get; init; }

    /// <summary>Left out of the uptime.</summary>
    public required double MaintenanceSeconds { get; init; }

    /// <summary>Outages that touch the period.</summary>
    public required int Outages { get; init; }

    /// <summary>Mean time to recovery: down time per outage.</summary>
    public double? MttrSeconds { get; init; }

    /// <summary>Mean time between failures: up time per outage.</summary>
    public double? MtbfSeconds { get; init; }

    /// <summary>The longest outage within the period, from its incident's begin to its end.</summary>
    public double? LongestOutageSeconds { get; init; }
}
