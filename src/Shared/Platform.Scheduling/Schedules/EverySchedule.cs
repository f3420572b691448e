using System.Globalization;

namespace Platform.Scheduling;

/// <summary>At a fixed interval, whatever the clock says.</summary>
public sealed record EverySchedule : Schedule
{
    /// <summary>The shortest interval.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    /// <summary>The longest interval.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(366);

    /// <exception cref="ArgumentOutOfRangeException">Shorter than a second, longer than a year or not in whole seconds.</exception>
    public EverySchedule(TimeSpan interval)
    {
        if (interval < Shortest || interval > Longest || interval.Ticks % TimeSpan.TicksPerSecond != 0)
            throw new ArgumentOutOfRangeException(nameof(interval), interval, "An interval is 1 second to 366 days, in whole seconds.");
        Interval = interval;
    }

    /// <summary>Time from one start to the next.</summary>
    public TimeSpan Interval { get; }

    /// <inheritdoc/>
    public override string Describe()
    {
        (int Count, string Unit)[] all = [(Interval.Days, "day"), (Interval.Hours, "hour"), (Interval.Minutes, "minute"), (Interval.Seconds, "second")];
        var parts = all.Where(p => p.Count > 0).ToList();
        return parts is [(1, var unit)] ? $"Every {unit}" : "Every " + string.Join(" ", parts.Select(p => Words.Count(p.Count, p.Unit)));
    }

    /// <inheritdoc/>
    public override IReadOnlyList<DateTimeOffset> NextTimes(DateTimeOffset from, int count) =>
        [.. Enumerable.Range(1, count).Select(i => from.ToUniversalTime() + i * Interval)];

    public override string ToString()
    {
        var (count, unit) = InLargestUnit();
        return string.Create(CultureInfo.InvariantCulture, $"every {count}{unit}");
    }

    private (long Count, char Unit) InLargestUnit()
    {
        var seconds = Interval.Ticks / TimeSpan.TicksPerSecond;
        if (seconds % 86_400 == 0) return (seconds / 86_400, 'd');
        if (seconds % 3_600 == 0) return (seconds / 3_600, 'h');
        return seconds % 60 == 0 ? (seconds / 60, 'm') : (seconds, 's');
    }
}
