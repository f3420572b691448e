using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Platform.Kernel.Results;

namespace Platform.Speech.Models;

/// <summary>
/// Downloads one model: from where an earlier try stopped, with patience when the connection is lost, never more than the disk holds,
/// and installed only when it is whole and what was published.
/// </summary>
internal sealed partial class ModelDownloader(ModelFolder folder, ModelSource source, IOptionsMonitor<ModelOptions> options, TimeProvider clock, ILogger<ModelDownloader> log)
{
    private const int BlockLength = 256 << 10;
    private const long KeepFree = 256L << 20;
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ReportEvery = TimeSpan.FromMilliseconds(250);

    /// <returns>
    /// The model, or <c>speech.source_missing</c>, <c>speech.source_unreachable</c> (what is there is kept), <c>speech.source_unknown</c>,
    /// <c>speech.source_refused</c>, <c>speech.source_wrong</c>, <c>speech.checksum_wrong</c>, <c>speech.disk_full</c>, <c>speech.download_running</c>.
    /// </returns>
    public async Task<Result<InstalledModel>> DownloadAsync(CatalogueEntry entry, Action<DownloadProgress> progress, CancellationToken cancellationToken)
    {
        if (folder.Find(entry.Name) is { } installed) return installed;
        if (options.CurrentValue.SourceUrl is not { Length: > 0 } address)
            return Error.Unavailable("speech.source_missing", "Downloads are switched off: Speech:Models:SourceUrl is empty. Import the model from a file.");
        var file = folder.PathOf(entry);
        Directory.CreateDirectory(folder.FullPath);
        try
        {
            await using (var part = PartFile.Open(file))
            {
                if (await FetchAsync($"{address.TrimEnd('/')}/{entry.Path}", part, entry, progress, cancellationToken) is { } error) return error;
            }

            return await InstallAsync(entry, file, cancellationToken);
        }
        catch (IOException e) when (e is not HttpIOException)
        {
            // EWOULDBLOCK, ERROR_SHARING_VIOLATION: somebody has the file open.
            return (e.HResult & 0xFFFF) is 11 or 32
                ? Error.Conflict("speech.download_running", $"{entry.Name} is being downloaded already.")
                : Error.Unavailable("speech.disk_full", $"{entry.Name} could not be written to {folder.FullPath}: {e.Message}");
        }
    }

    private async Task<Error?> FetchAsync(string url, PartFile part, CatalogueEntry entry, Action<DownloadProgress> progress, CancellationToken cancellationToken)
    {
        if (part.Origin is { } origin && origin.Url != url) await part.StartOverAsync(null, cancellationToken);
        var (failures, pause) = (0, FirstPause);
        while (true)
        {
            var before = part.Length;
            string trouble;
            try
            {
                if (part.Origin is { Total: { } total } && part.Length == total) return null;
                if (NoRoom(entry, part.Origin?.Total ?? entry.Megabytes << 20, part.Length) is { } full) return full;
                using var answer = await source.AskAsync(url, part, cancellationToken);
                if (ModelSource.Final(answer, url) is { } final) return final;
                if (answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.PartialContent)
                {
                    if (!await TakeUpAsync(answer, url, part, cancellationToken)) continue;
                    if (NoRoom(entry, part.Origin!.Total ?? entry.Megabytes << 20, part.Length) is { } fuller) return fuller;
                    await CopyAsync(answer, part, entry, progress, cancellationToken);
                    if (part.Origin.Total is null || part.Length == part.Origin.Total) return null;
                    trouble = "the connection was closed before the end";
                }
                else
                {
                    trouble = $"it answered {(int)answer.StatusCode}";
                    if (answer.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable) await part.StartOverAsync(null, cancellationToken);
                }
            }
            catch (Exception e) when (e is HttpRequestException or HttpIOException or TimeoutException)
            {
                trouble = ModelSource.Explain(e);
            }

            (failures, pause) = part.Length > before ? (0, FirstPause) : (failures + 1, TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, LongestPause.Ticks)));
            if (failures > options.CurrentValue.Retries)
            {
                var kept = part.Length > 0 ? $" {part.Length >> 20} of {(part.Origin?.Total ?? entry.Megabytes << 20) >> 20} MB are here and are kept." : "";
                return Error.Unavailable("speech.source_unreachable", $"{new Uri(url).Authority} cannot be had: {trouble}.{kept}");
            }

            progress(new DownloadProgress(part.Length, part.Origin?.Total ?? entry.Megabytes << 20, 0) { Trouble = $"{new Uri(url).Authority}: {trouble}; trying again." });
            LogTrouble(entry.Name, trouble, part.Length, pause);
            await Task.Delay(pause, clock, cancellationToken);
        }
    }

    /// <summary>Makes what is on disk fit the answer.</summary>
    /// <returns>False when the answer is of no use and must be asked for again.</returns>
    private static async Task<bool> TakeUpAsync(HttpResponseMessage answer, string url, PartFile part, CancellationToken cancellationToken)
    {
        var version = answer.Headers.ETag is { IsWeak: false } tag ? tag.ToString() : answer.Content.Headers.LastModified?.ToString("R");
        if (answer.StatusCode == HttpStatusCode.OK)
        {
            await part.StartOverAsync(new PartOrigin(url, version, answer.Content.Headers.ContentLength), cancellationToken);
            return true;
        }

        var range = answer.Content.Headers.ContentRange;
        if (range?.From == part.Length && (range.Length is null || part.Origin?.Total is null || range.Length == part.Origin.Total)) return true;

        // Another piece than was asked for, or of another file: nothing that is there can be relied on.
        await part.StartOverAsync(null, cancellationToken);
        return false;
    }

    private async Task CopyAsync(HttpResponseMessage answer, PartFile part, CatalogueEntry entry, Action<DownloadProgress> progress, CancellationToken cancellationToken)
    {
        var total = part.Origin!.Total;
        var (block, start, from, reported) = (new byte[BlockLength], clock.GetTimestamp(), part.Length, 0L);
        await using var stream = await answer.Content.ReadAsStreamAsync(cancellationToken);
        try
        {
            int read;
            while ((read = await ReadAsync(stream, block, cancellationToken)) > 0)
            {
                if (total is { } most && part.Length + read > most) throw new HttpIOException(HttpRequestError.InvalidResponse, "more came than was announced");
                await part.WriteAsync(block.AsMemory(0, read), cancellationToken);
                if (reported != 0 && clock.GetElapsedTime(reported) < ReportEvery) continue;
                reported = clock.GetTimestamp();
                Report();
            }
        }
        finally
        {
            await part.FlushAsync(CancellationToken.None);
        }

        Report();

        void Report()
        {
            var took = clock.GetElapsedTime(start).TotalSeconds;
            progress(new DownloadProgress(part.Length, total ?? entry.Megabytes << 20, took > 0 ? (part.Length - from) / took : 0));
        }
    }

    private async Task<int> ReadAsync(Stream stream, byte[] block, CancellationToken cancellationToken)
    {
        using var stall = new CancellationTokenSource(TimeSpan.FromSeconds(options.CurrentValue.StallSeconds), clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stall.Token, cancellationToken);
        try
        {
            return await stream.ReadAsync(block, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException();
        }
        catch (IOException e) when (e is not HttpIOException)
        {
            // Told apart from trouble with the disk.
            throw new HttpIOException(HttpRequestError.Unknown, e.GetBaseException().Message, e);
        }
    }

    private async Task<Result<InstalledModel>> InstallAsync(CatalogueEntry entry, string file, CancellationToken cancellationToken)
    {
        var part = file + PartFile.Extension;
        if (entry.Checksum is { } checksum && await Checksums.CompareAsync(part, checksum, cancellationToken) is { } wrong)
        {
            PartFile.Delete(file);
            return Error.Unavailable("speech.checksum_wrong", $"What came is not {entry.Name} as it was published ({wrong}), and was deleted. Is Speech:Models:SourceUrl a faithful mirror?");
        }

        File.Move(part, file, overwrite: true);
        PartFile.Delete(file);
        LogInstalled(entry.Name);
        return folder.Find(entry.Name)!;
    }

    private Error? NoRoom(CatalogueEntry entry, long total, long have)
    {
        var (need, free) = (total - have + KeepFree, new DriveInfo(folder.FullPath).AvailableFreeSpace);
        return need <= free ? null : Error.Unavailable(
            "speech.disk_full", $"{entry.Name} needs {(total - have) >> 20} MB more and {KeepFree >> 20} MB to spare; {folder.FullPath} has {free >> 20} MB free.");
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Download of {Model}: {Trouble}; {Bytes} bytes are here, going on in {Pause}")]
    private partial void LogTrouble(string model, string trouble, long bytes, TimeSpan pause);

    [LoggerMessage(Level = LogLevel.Information, Message = "Model {Model} is downloaded and checked")]
    private partial void LogInstalled(string model);
}
