using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text;

namespace Platform.Host.Observability.Metrics;

/// <summary>Listens to the collected meters and renders their state for Prometheus.</summary>
internal sealed class MetricsCollector : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<Instrument, MetricFamily> _families = new();
    private readonly Lock _rendering = new();
    private readonly IMeterFactory? _scope;
    private long _generation;

    /// <param name="scope">Only this factory's meters, and those of no factory: another host in the process has its own.</param>
    public MetricsCollector(IMeterFactory? scope)
    {
        _scope = scope;
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (Collects(instrument.Meter)) listener.EnableMeasurementEvents(instrument, _families.GetOrAdd(instrument, i => new MetricFamily(i)));
        };
        _listener.MeasurementsCompleted = (instrument, _) => _families.TryRemove(instrument, out MetricFamily? _);
        _listener.SetMeasurementEventCallback<byte>((_, v, tags, family) => Record(v, tags, family));
        _listener.SetMeasurementEventCallback<short>((_, v, tags, family) => Record(v, tags, family));
        _listener.SetMeasurementEventCallback<int>((_, v, tags, family) => Record(v, tags, family));
        _listener.SetMeasurementEventCallback<long>((_, v, tags, family) => Record(v, tags, family));
        _listener.SetMeasurementEventCallback<float>((_, v, tags, family) => Record(v, tags, family));
        _listener.SetMeasurementEventCallback<double>((_, v, tags, family) => Record(v, tags, family));
        _listener.SetMeasurementEventCallback<decimal>((_, v, tags, family) => Record((double)v, tags, family));
        _listener.Start();
    }

    public string Render()
    {
        lock (_rendering)
        {
            Interlocked.Increment(ref _generation);
            _listener.RecordObservableInstruments();
            var text = new StringBuilder(32 * 1024);
            foreach (var family in _families.Values.OrderBy(f => f.Name, StringComparer.Ordinal).DistinctBy(f => f.Name)) family.Write(text, _generation);
            return text.ToString();
        }
    }

    public void Dispose() => _listener.Dispose();

    private bool Collects(Meter meter) =>
        MeterNames.IsCollected(meter.Name) && (meter.Scope is null || _scope is null || ReferenceEquals(meter.Scope, _scope));

    private void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? family) =>
        (family as MetricFamily)?.Record(value, tags, Interlocked.Read(ref _generation));
}
