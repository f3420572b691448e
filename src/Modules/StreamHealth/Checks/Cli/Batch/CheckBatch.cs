namespace Platform.StreamHealth.Checks.Cli.Batch;

/// <summary>Checks many addresses, a few at once. The result has the order of the file.</summary>
internal sealed class CheckBatch(CommandChecker checker, RunStore? store, CheckRequest template, int parallel)
{
    private readonly Lock _one = new();

    public TimeSpan Elapsed { get; private set; }

    /// <param name="urls">What to check.</param>
    /// <param name="finished">Called for each as it is done, one at a time.</param>
    /// <param name="cancellationToken">Of the caller.</param>
    public async Task<IReadOnlyList<BatchEntry>> RunAsync(IReadOnlyList<string> urls, Action<BatchEntry> finished, CancellationToken cancellationToken)
    {
        var start = TimeProvider.System.GetTimestamp();
        var entries = new BatchEntry[urls.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = parallel, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, urls.Count, options, async (i, token) =>
        {
            entries[i] = await CheckAsync(urls[i], token);
            lock (_one) finished(entries[i]);
        });
        Elapsed = TimeProvider.System.GetElapsedTime(start);
        return entries;
    }

    private async Task<BatchEntry> CheckAsync(string url, CancellationToken cancellationToken)
    {
        var result = await checker.CheckAsync(template with { Url = url, TestRunId = Guid.NewGuid() }, cancellationToken);
        if (!result.Ok) return new BatchEntry(url, null, result.Error);
        if (store is not null) await store.KeepAsync(result.Value, cancellationToken);
        return new BatchEntry(url, result.Value, null);
    }
}
