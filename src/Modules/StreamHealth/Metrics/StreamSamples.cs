using System.Collections.Concurrent;
using Platform.StreamHealth.Results;

namespace Platform.StreamHealth.Metrics;

/// <summary>The last sample of each stream this node checked, for whoever scrapes.</summary>
internal sealed class StreamSamples : IResultRecorder
{
    private readonly ConcurrentDictionary<Guid, StreamSample> _samples = new();
    private volatile IReadOnlyDictionary<Guid, StreamLabels> _labels = new Dictionary<Guid, StreamLabels>();

    /// <summary>After all that may still decide something about the result.</summary>
    public int Order => 1000;

    /// <summary>Streams that are watched, with their last sample.</summary>
    public IEnumerable<(StreamLabels Labels, StreamSample Sample)> Current
    {
        get
        {
            foreach (var (id, labels) in _labels)
            {
                if (_samples.TryGetValue(id, out var sample)) yield return (labels, sample);
            }
        }
    }

    public Task RecordAsync(ResultRecording recording, CancellationToken cancellationToken)
    {
        var (result, report) = (recording.Result, recording.Report);
        recording.AfterCommit(() => _samples.AddOrUpdate(
            result.StreamId,
            _ => StreamSample.Of(result, report, null),
            (_, before) => before.Result.StartedAt > result.StartedAt ? before : StreamSample.Of(result, report, before)));
        return Task.CompletedTask;
    }

    /// <summary>The streams that are watched now; what was sampled of others is forgotten.</summary>
    public void Follow(IReadOnlyDictionary<Guid, StreamLabels> labels)
    {
        _labels = labels;
        foreach (var gone in _samples.Keys.Where(id => !labels.ContainsKey(id))) _samples.TryRemove(gone, out _);
    }
}

/// <summary>What tells one stream's series from another's: its address without what may be secret in it, and its name.</summary>
internal sealed class StreamLabels
{
    private static readonly string[] Phases = ["resolve", "connect", "tls", "processing", "transfer"];

    public StreamLabels(string url, string name)
    {
        Tags = [new("instance", Plain(url)), new("stream", name)];
        ByPhase = Phases.ToDictionary(phase => phase, phase => (KeyValuePair<string, object?>[])[.. Tags, new("phase", phase)]);
    }

    public KeyValuePair<string, object?>[] Tags { get; }

    public IReadOnlyDictionary<string, KeyValuePair<string, object?>[]> ByPhase { get; }

    // User info and query often hold a token.
    private static string Plain(string url) => Uri.TryCreate(url, UriKind.Absolute, out var uri)
        ? uri.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped) + (uri.Query.Length > 0 ? "?…" : "")
        : url;
}
