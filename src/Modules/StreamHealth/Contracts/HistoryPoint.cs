namespace Platform.StreamHealth.Contracts;

/// <summary>One point of a stream's history chart: a check, or what the checks of some hours or of a day add up to.</summary>
/// <param name="At">When the check, the hours or the day began.</param>
/// <param name="State">The worst verdict in it.</param>
/// <param name="Score">The lowest health score in it.</param>
/// <param name="LatencyMs">Time to the first byte, milliseconds; of several checks the mean.</param>
/// <param name="Lufs">Integrated loudness, LUFS; of several checks the mean of the energies.</param>
/// <param name="SilencePercent">Silent share; of several checks the mean.</param>
public sealed record HistoryPoint(DateTimeOffset At, StreamState State, int Score, double? LatencyMs, double? Lufs, double? SilencePercent)
{
    /// <summary>How many checks it stands for.</summary>
    public int Checks { get; init; } = 1;

    /// <summary>The latency that 95 % of the checks did not exceed, within a tenth; null for a single check.</summary>
    public double? LatencyP95Ms { get; init; }

    public double? LufsMin { get; init; }

    public double? LufsMax { get; init; }

    /// <summary>Share of the watched time outside maintenance in which the stream was not down, percent; null for a single check.</summary>
    public double? UptimePercent { get; init; }
}
