using Platform.Kernel.Results;
using Platform.Speech.Hosting.Wire;

namespace Platform.Speech.Hosting;

/// <summary>A worker that is the caller's until it is disposed of; then it is kept warm for the next.</summary>
internal sealed class WorkerLease(EngineWorker worker, Func<Task> giveBack, int workSeconds) : IAsyncDisposable
{
    /// <summary>What the engine said of itself when it was loaded.</summary>
    public IReadOnlyDictionary<string, string> Details => worker.Details;

    /// <inheritdoc cref="EngineWorker.WorkAsync"/>
    public Task<Result<WorkAnswer>> WorkAsync(ReadOnlyMemory<float> samples, WorkOrder order, Action<double>? progress, CancellationToken cancellationToken) =>
        worker.WorkAsync(samples, order, progress, TimeSpan.FromSeconds(workSeconds), cancellationToken);

    public async ValueTask DisposeAsync() => await giveBack();
}

/// <summary>An engine process of this node.</summary>
/// <param name="Title">Engine and model.</param>
/// <param name="ProcessId">Of the operating system.</param>
/// <param name="Megabytes">Memory it holds.</param>
/// <param name="Working">Whether it is at work.</param>
/// <param name="Idle">For how long it has not been.</param>
public sealed record LoadedEngine(string Title, int ProcessId, long Megabytes, bool Working, TimeSpan? Idle);
