using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace Platform.Scheduling.Tests.Support;

/// <summary>The runs of one job that a node's metrics say have ended: lane and outcome of each.</summary>
internal sealed class Runs : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentQueue<string> _ended = [];

    public Runs(Node node, string job)
    {
        var scope = node.Services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == "platform.jobs.finished" && instrument.Meter.Scope == scope) listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((_, _, tags, _) =>
        {
            var labels = tags.ToArray().ToDictionary(t => t.Key, t => t.Value);
            if (Equals(labels["job"], job)) _ended.Enqueue($"{labels["lane"]} {labels["outcome"]}");
        });
        _listener.Start();
    }

    public IEnumerable<string> Ended => _ended;

    public void Dispose() => _listener.Dispose();
}
