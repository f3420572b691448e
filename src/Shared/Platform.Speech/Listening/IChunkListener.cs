using Platform.Kernel.Results;
using Platform.Speech.Hosting;
using Platform.Speech.Hosting.Wire;

namespace Platform.Speech.Listening;

/// <summary>An engine that is ready to listen to pieces of speech, one at a time.</summary>
internal interface IChunkListener : IAsyncDisposable
{
    /// <summary>Name of the model; null when there is but one.</summary>
    string? Model { get; }

    /// <summary>What is worth recording.</summary>
    IReadOnlyDictionary<string, string> Details { get; }

    /// <summary>Decoding options that have no effect with this engine, by faster-whisper's names, each with the reason.</summary>
    IReadOnlyDictionary<string, string> Unused { get; }

    /// <param name="samples">A piece of speech.</param>
    /// <param name="order">How to listen.</param>
    /// <param name="progress">Takes 0 to 1.</param>
    /// <param name="cancellationToken">Stops the engine.</param>
    Task<Result<WorkAnswer>> HearAsync(ReadOnlyMemory<float> samples, WorkOrder order, Action<double> progress, CancellationToken cancellationToken);
}

/// <summary>One in an engine host.</summary>
internal sealed class NativeListener(WorkerLease lease, string? model, IReadOnlyDictionary<string, string>? unused = null) : IChunkListener
{
    public IReadOnlyDictionary<string, string> Unused { get; } = unused ?? new Dictionary<string, string>();

    public string? Model => model;

    public IReadOnlyDictionary<string, string> Details => lease.Details;

    public Task<Result<WorkAnswer>> HearAsync(ReadOnlyMemory<float> samples, WorkOrder order, Action<double> progress, CancellationToken cancellationToken) =>
        lease.WorkAsync(samples, order, progress, cancellationToken);

    public ValueTask DisposeAsync() => lease.DisposeAsync();
}
