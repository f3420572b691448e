using Platform.StreamHealth.Contracts;

namespace Platform.StreamHealth.History.Aggregates;

/// <summary>What an aggregate's sums mean.</summary>
internal static class AggregateFigures
{
    public static double? Uptime(this Aggregate a) => UptimeOf(a.UpMs + a.DegradedMs, a.DownMs);

    /// <summary>Percent; null when nothing was watched.</summary>
    public static double? UptimeOf(double upMs, double downMs) => upMs + downMs > 0 ? 100 * upMs / (upMs + downMs) : null;

    public static double? MeanLatency(this Aggregate a) => a.LatencyCount > 0 ? a.LatencySum / a.LatencyCount : null;

    public static double? MeanLufs(this Aggregate a) => a.LoudnessCount > 0 ? 10 * Math.Log10(a.LoudnessEnergy / a.LoudnessCount) : null;

    public static double? MeanSilence(this Aggregate a) => a.SilenceCount > 0 ? a.SilenceSum / a.SilenceCount : null;

    public static HistoryPoint ToPoint(this Aggregate a) => new(a.Start, WorstOf(a), a.ScoreMin, Round(a.MeanLatency()), Round(a.MeanLufs()), Round(a.MeanSilence()))
    {
        Checks = a.Checks,
        LatencyP95Ms = Round(LatencyBuckets.Percentile(a.Latencies, 0.95)),
        LufsMin = a.LoudnessMin,
        LufsMax = a.LoudnessMax,
        UptimePercent = Round(a.Uptime(), 4),
    };

    public static PeriodView ToView(this Aggregate a) => new()
    {
        Start = a.Start,
        Checks = a.Checks,
        Healthy = a.Healthy,
        Degraded = a.Impaired,
        Failing = a.Failing,
        UpSeconds = a.UpMs / 1000.0,
        DegradedSeconds = a.DegradedMs / 1000.0,
        DownSeconds = a.DownMs / 1000.0,
        MaintenanceSeconds = a.MaintenanceMs / 1000.0,
        UptimePercent = Round(a.Uptime(), 4),
        ScoreMean = a.Checks > 0 ? Round((double)a.ScoreSum / a.Checks) : null,
        ScoreMin = a.Checks > 0 ? a.ScoreMin : null,
        LatencyMeanMs = Round(a.MeanLatency()),
        LatencyMinMs = a.LatencyMin,
        LatencyMaxMs = a.LatencyMax,
        LatencyP50Ms = Round(LatencyBuckets.Percentile(a.Latencies, 0.5)),
        LatencyP95Ms = Round(LatencyBuckets.Percentile(a.Latencies, 0.95)),
        LufsMean = Round(a.MeanLufs()),
        LufsMin = a.LoudnessMin,
        LufsMax = a.LoudnessMax,
        SilenceMeanPercent = Round(a.MeanSilence()),
        SilenceMaxPercent = a.SilenceMax,
    };

    private static StreamState WorstOf(Aggregate a) =>
        a.Failing > 0 ? StreamState.Failing : a.Impaired > 0 ? StreamState.Degraded : a.Checks > 0 ? StreamState.Healthy : StreamState.Pending;

    private static double? Round(double? value, int digits = 2) => value is { } v ? Math.Round(v, digits) : null;
}
