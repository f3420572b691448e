namespace Platform.StreamHealth.Contracts;

/// <summary>What the checks of an hour or a day add up to.</summary>
public sealed record PeriodView
{
    /// <summary>At a full hour or day of UTC.</summary>
    public required DateTimeOffset Start { get; init; }

    public required int Checks { get; init; }

    /// <summary>Checks with this verdict.</summary>
    public required int Healthy { get; init; }

    public required int Degraded { get; init; }

    public required int Failing { get; init; }

    /// <summary>Seconds in which the monitor was up, or not decided. A check speaks for the time until the next.</summary>
    public required double UpSeconds { get; init; }

    public required double DegradedSeconds { get; init; }

    public required double DownSeconds { get; init; }

    public required double MaintenanceSeconds { get; init; }

    /// <summary>Share of the watched time outside maintenance in which the stream was not down, percent; null when nothing was watched.</summary>
    public double? UptimePercent { get; init; }

    public double? ScoreMean { get; init; }

    public int? ScoreMin { get; init; }

    /// <summary>Time to the first byte, milliseconds.</summary>
    public double? LatencyMeanMs { get; init; }

    public double? LatencyMinMs { get; init; }

    public double? LatencyMaxMs { get; init; }

    /// <summary>Half of the checks were not slower; within a tenth.</summary>
    public double? LatencyP50Ms { get; init; }

    public double? LatencyP95Ms { get; init; }

    /// <summary>Integrated loudness, LUFS: mean of the energies, and the extremes.</summary>
    public double? LufsMean { get; init; }

    public double? LufsMin { get; init; }

    public double? LufsMax { get; init; }

    /// <summary>Silent share, percent: the mean of the checks, and the worst.</summary>
    public double? SilenceMeanPercent { get; init; }

    public double? SilenceMaxPercent { get; init; }
}
