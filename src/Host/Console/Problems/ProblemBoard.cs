using Platform.Console;
using Platform.Kernel.Health;

namespace Platform.Host.Console;

/// <summary>All problems of all sources, worst first. A source that fails or is slow is a problem itself and holds up nobody.</summary>
internal sealed partial class ProblemBoard(IEnumerable<IProblemSource> sources, TimeProvider time, ILogger<ProblemBoard> log)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public async Task<IReadOnlyList<Problem>> ReadAsync(CancellationToken cancellationToken)
    {
        var found = await Task.WhenAll(sources.Select(s => AskAsync(s, cancellationToken)));
        return [.. found.SelectMany(p => p).OrderByDescending(p => p.Level).ThenByDescending(p => p.Since ?? DateTimeOffset.MinValue).ThenBy(p => p.Title, StringComparer.Ordinal)];
    }

    private async Task<IReadOnlyList<Problem>> AskAsync(IProblemSource source, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            var listing = source.ListAsync(patience.Token);
            return await listing.WaitAsync(Patience, time, cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            await patience.CancelAsync();
            SourceFailed(log, source.GetType().Name, e);
            return [new(HealthLevel.Warning, "Some problems may be missing", $"{source.GetType().Name} did not answer: {e.Message}")];
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Problem source {Source} failed.")]
    private static partial void SourceFailed(ILogger logger, string source, Exception exception);
}
