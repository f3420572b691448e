using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Platform.Host.Observability.Metrics;

/// <summary>One instrument as Prometheus has it: a name, a type, and a bounded number of series.</summary>
internal sealed class MetricFamily
{
    /// <summary>More series than this are added up in one, marked <c>overflow="true"</c>: labels made of ids must not eat the memory.</summary>
    public const int MaxSeries = 2000;

    private static readonly double[] DefaultBounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

    private readonly ConcurrentDictionary<string, MetricSeries> _series = new(StringComparer.Ordinal);
    private readonly MetricSeries _overflow;
    private readonly double[]? _bounds;
    private readonly Kind _kind;
    private readonly bool _observable;
    private readonly bool _lastWins;

    public MetricFamily(Instrument instrument)
    {
        _kind = KindOf(instrument);
        _observable = instrument.IsObservable;
        _lastWins = instrument.GetType().GetGenericTypeDefinition() == typeof(Gauge<>);
        _bounds = _kind == Kind.Histogram ? BoundsOf(instrument) : null;
        _overflow = new MetricSeries(_bounds);
        Help = instrument.Description ?? instrument.Name;
        Name = PrometheusText.Name(instrument.Name, instrument.Unit, _kind == Kind.Counter);
    }

    private enum Kind
    {
        Counter,
        Gauge,
        Histogram,
    }

    public string Name { get; }

    private string Help { get; }

    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags, long generation)
    {
        if (double.IsNaN(value)) return;
        var series = SeriesOf(PrometheusText.Labels(tags));
        if (_observable || _lastWins) series.Set(value, generation);
        else series.Add(value);
    }

    /// <summary>Writes the family, unless it has nothing to say.</summary>
    /// <param name="text">Where to.</param>
    /// <param name="generation">The collection at hand: what observable instruments did not report in it is dropped.</param>
    public void Write(StringBuilder text, long generation)
    {
        if (_observable)
        {
            foreach (var (labels, series) in _series.Where(s => s.Value.Generation != generation)) _series.TryRemove(KeyValuePair.Create(labels, series));
        }

        var all = _series.OrderBy(s => s.Key, StringComparer.Ordinal).ToList();
        if (_overflow.Read().Seen > 0) all.Add(KeyValuePair.Create("overflow=\"true\"", _overflow));
        if (all.Count == 0) return;
        text.Append(CultureInfo.InvariantCulture, $"# HELP {Name} {PrometheusText.EscapeHelp(Help)}\n");
        text.Append(CultureInfo.InvariantCulture, $"# TYPE {Name} {_kind.ToString().ToLowerInvariant()}\n");
        foreach (var (labels, series) in all) WriteSeries(text, labels, series);
    }

    private void WriteSeries(StringBuilder text, string labels, MetricSeries series)
    {
        var (sum, seen, counts) = series.Read();
        if (_bounds is null)
        {
            PrometheusText.Sample(text, Name, labels, sum);
            return;
        }

        var prefix = labels.Length == 0 ? "" : labels + ",";
        long running = 0;
        for (var i = 0; i < counts.Length; i++)
        {
            running += counts[i];
            var bound = i < _bounds.Length ? PrometheusText.Number(_bounds[i]) : "+Inf";
            PrometheusText.Sample(text, Name + "_bucket", $"{prefix}le=\"{bound}\"", running);
        }

        PrometheusText.Sample(text, Name + "_sum", labels, sum);
        PrometheusText.Sample(text, Name + "_count", labels, seen);
    }

    private MetricSeries SeriesOf(string labels)
    {
        if (_series.TryGetValue(labels, out var known)) return known;
        return _series.Count >= MaxSeries ? _overflow : _series.GetOrAdd(labels, _ => new MetricSeries(_bounds));
    }

    private static Kind KindOf(Instrument instrument)
    {
        var type = instrument.GetType().GetGenericTypeDefinition();
        if (type == typeof(Counter<>) || type == typeof(ObservableCounter<>)) return Kind.Counter;
        return type == typeof(Histogram<>) ? Kind.Histogram : Kind.Gauge;
    }

    private static double[] BoundsOf(Instrument instrument) => instrument switch
    {
        Histogram<double> { Advice.HistogramBucketBoundaries: { Count: > 0 } advised } => [.. advised],
        Histogram<long> { Advice.HistogramBucketBoundaries: { Count: > 0 } advised } => [.. advised.Select(b => (double)b)],
        Histogram<int> { Advice.HistogramBucketBoundaries: { Count: > 0 } advised } => [.. advised.Select(b => (double)b)],
        _ => DefaultBounds,
    };
}
