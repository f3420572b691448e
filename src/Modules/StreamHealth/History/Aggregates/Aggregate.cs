using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Results;

namespace Platform.StreamHealth.History.Aggregates;

/// <summary>
/// What is kept of a stream's checks of an hour or a day. Everything in it adds up: hours to a week, and a check that comes
/// late to its hour.
/// </summary>
internal abstract class Aggregate
{
    public Guid StreamId { get; init; }

    /// <summary>Where it begins, at a full hour or day of UTC.</summary>
    public DateTimeOffset Start { get; init; }

    public int Checks { get; set; }

    /// <summary>Checks after which the monitor was so; what is missing to <see cref="Checks"/> was not decided.</summary>
    public int ChecksUp { get; set; }

    public int ChecksDegraded { get; set; }

    public int ChecksDown { get; set; }

    public int ChecksInMaintenance { get; set; }

    /// <summary>Checks with this verdict.</summary>
    public int Healthy { get; set; }

    public int Impaired { get; set; }

    public int Failing { get; set; }

    /// <summary>Time in which the monitor was up or not decided, milliseconds; see <see cref="Coverage"/>.</summary>
    public long UpMs { get; set; }

    public long DegradedMs { get; set; }

    public long DownMs { get; set; }

    public long MaintenanceMs { get; set; }

    public long ScoreSum { get; set; }

    /// <summary>Lowest score; 100 without checks.</summary>
    public int ScoreMin { get; set; } = 100;

    /// <summary>Time to the first byte.</summary>
    public int LatencyCount { get; set; }

    public double LatencySum { get; set; }

    public double? LatencyMin { get; set; }

    public double? LatencyMax { get; set; }

    public byte[] Latencies { get; set; } = LatencyBuckets.Empty;

    public int LoudnessCount { get; set; }

    /// <summary>Sum of 10^(LUFS/10): loudness adds up as energy, not as decibels.</summary>
    public double LoudnessEnergy { get; set; }

    public double? LoudnessMin { get; set; }

    public double? LoudnessMax { get; set; }

    public int SilenceCount { get; set; }

    /// <summary>Sum of the silent shares, percent.</summary>
    public double SilenceSum { get; set; }

    public double? SilenceMax { get; set; }

    public void Count(CheckResult result)
    {
        Checks++;
        CountStates(result);
        ScoreSum += result.Score;
        ScoreMin = Math.Min(ScoreMin, result.Score);
        if (result.FirstByteMs is { } latency)
        {
            LatencyCount++;
            LatencySum += latency;
            (LatencyMin, LatencyMax) = (Least(LatencyMin, latency), Most(LatencyMax, latency));
            Latencies = LatencyBuckets.Add(Latencies, LatencyBuckets.Of(latency));
        }

        if (result.Lufs is { } lufs)
        {
            LoudnessCount++;
            LoudnessEnergy += Math.Pow(10, lufs / 10);
            (LoudnessMin, LoudnessMax) = (Least(LoudnessMin, lufs), Most(LoudnessMax, lufs));
        }

        if (result.SilencePercent is { } silence)
        {
            SilenceCount++;
            SilenceSum += silence;
            SilenceMax = Most(SilenceMax, silence);
        }
    }

    /// <param name="state">How the monitor was.</param>
    /// <param name="milliseconds">For how long; less than nothing takes back what was added before.</param>
    public void Spend(MonitorState state, long milliseconds)
    {
        switch (state)
        {
            case MonitorState.Down: DownMs += milliseconds; break;
            case MonitorState.Degraded: DegradedMs += milliseconds; break;
            case MonitorState.Maintenance: MaintenanceMs += milliseconds; break;
            default: UpMs += milliseconds; break;
        }
    }

    public void Merge(Aggregate other)
    {
        Checks += other.Checks;
        ChecksUp += other.ChecksUp;
        ChecksDegraded += other.ChecksDegraded;
        ChecksDown += other.ChecksDown;
        ChecksInMaintenance += other.ChecksInMaintenance;
        Healthy += other.Healthy;
        Impaired += other.Impaired;
        Failing += other.Failing;
        UpMs += other.UpMs;
        DegradedMs += other.DegradedMs;
        DownMs += other.DownMs;
        MaintenanceMs += other.MaintenanceMs;
        ScoreSum += other.ScoreSum;
        ScoreMin = Math.Min(ScoreMin, other.ScoreMin);
        LatencyCount += other.LatencyCount;
        LatencySum += other.LatencySum;
        (LatencyMin, LatencyMax) = (Least(LatencyMin, other.LatencyMin), Most(LatencyMax, other.LatencyMax));
        Latencies = LatencyBuckets.Add(Latencies, other.Latencies);
        LoudnessCount += other.LoudnessCount;
        LoudnessEnergy += other.LoudnessEnergy;
        (LoudnessMin, LoudnessMax) = (Least(LoudnessMin, other.LoudnessMin), Most(LoudnessMax, other.LoudnessMax));
        SilenceCount += other.SilenceCount;
        SilenceSum += other.SilenceSum;
        SilenceMax = Most(SilenceMax, other.SilenceMax);
    }

    private void CountStates(CheckResult result)
    {
        switch (result.Monitor)
        {
            case MonitorState.Up: ChecksUp++; break;
            case MonitorState.Degraded: ChecksDegraded++; break;
            case MonitorState.Down: ChecksDown++; break;
            case MonitorState.Maintenance: ChecksInMaintenance++; break;
            default: break;
        }

        switch (result.State)
        {
            case StreamState.Healthy: Healthy++; break;
            case StreamState.Degraded: Impaired++; break;
            case StreamState.Failing: Failing++; break;
            default: break;
        }
    }

    private static double? Least(double? a, double? b) => a is { } x && b is { } y ? Math.Min(x, y) : a ?? b;

    private static double? Most(double? a, double? b) => a is { } x && b is { } y ? Math.Max(x, y) : a ?? b;
}

internal sealed class HourAggregate : Aggregate;

internal sealed class DayAggregate : Aggregate;
