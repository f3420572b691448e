using Platform.Scheduling;

namespace Platform.Speech.Models;

/// <summary>Downloads the models that somebody asked for; one that could not be reached is tried again by and by.</summary>
internal sealed class ModelDownloadWork(ModelLibrary library, ModelCatalogue catalogue, ModelDownloader downloader) : IScheduledWork
{
    public const string KindName = "speech.download-model";
    private static readonly TimeSpan Again = TimeSpan.FromMinutes(10);

    public string Kind => KindName;

    public static WorkItem Item(string name) => new(name, new EverySchedule(Again), Lanes.Net);

    public Task<IReadOnlyList<WorkItem>> ListAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<WorkItem>>([.. library.WantedNow().Select(e => Item(e.Name))]);

    public async Task ExecuteAsync(string itemId, JobRun run, CancellationToken cancellationToken)
    {
        if (catalogue.Find(itemId) is not { } entry || !library.IsWanted(entry)) return;
        library.Begun(entry);
        try
        {
            var result = await downloader.DownloadAsync(entry, progress =>
            {
                library.Came(itemId, progress);
                run.Report((double)progress.Bytes / Math.Max(1, progress.Total), "downloading");
            }, cancellationToken);
            library.Ended(entry, result.Ok ? null : result.Error);
        }
        catch (OperationCanceledException)
        {
            library.Stopped(itemId);
            throw;
        }
    }
}
