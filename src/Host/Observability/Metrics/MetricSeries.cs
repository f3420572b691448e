namespace Platform.Host.Observability.Metrics;

/// <summary>The values under one set of labels.</summary>
/// <param name="bounds">Upper bounds of the buckets of a histogram; null for a plain number.</param>
internal sealed class MetricSeries(double[]? bounds)
{
    private readonly Lock _gate = new();
    private readonly long[] _counts = bounds is null ? [] : new long[bounds.Length + 1];
    private double _sum;
    private long _seen;

    /// <summary>The collection in which an observable instrument last reported this; one that stopped reporting is gone.</summary>
    public long Generation { get; private set; }

    public void Add(double value)
    {
        lock (_gate)
        {
            _sum += value;
            _seen++;
            if (bounds is null) return;
            var bucket = Array.BinarySearch(bounds, value);
            _counts[bucket >= 0 ? bucket : ~bucket]++;
        }
    }

    public void Set(double value, long generation)
    {
        lock (_gate) (_sum, Generation) = (value, generation);
    }

    public (double Sum, long Seen, long[] Counts) Read()
    {
        lock (_gate) return (_sum, _seen, [.. _counts]);
    }
}
