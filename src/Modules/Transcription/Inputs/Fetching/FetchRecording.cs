using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Platform.Kernel.Live;
using Platform.Kernel.Results;
using Platform.Media.Urls;
using Platform.Transcription.Data;
using Platform.Transcription.Queue;

namespace Platform.Transcription.Inputs.Fetching;

/// <summary>
/// Downloads the recording of a transcription that came as an address: from where an earlier try stopped, with patience when the
/// connection is lost, never more than the limits allow. Once it is whole it is looked into, and the transcription may begin.
/// </summary>
internal sealed partial class FetchRecording(
    IDbContextFactory<TranscriptionDb> databases, GuardedHttp http, AudioStore store, EnqueueTranscription enqueue, WakeSlots wake, ThisNode node, IEnumerable<ITranscriptionEnded> followers,
    LiveEvents live, TimeProvider clock, ILogger<FetchRecording> log)
{
    private const int Retries = 5;
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Stall = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan HeadersWithin = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan TellEvery = TimeSpan.FromSeconds(1);

    public async Task RunAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await db.Living().AsNoTracking().Fetching().FirstOrDefaultAsync(i => i.Id == id, cancellationToken) is not { Url: { } url } item) return;
        var (part, name) = (store.PartPathOf(id), AudioStore.NameOf(id));
        try
        {
            // Whole already, and a crash came between that and writing it down.
            var error = File.Exists(store.PathOf(name)) && !File.Exists(part) ? null : await DownloadAsync(item, url, part, cancellationToken);
            if (error is null && File.Exists(part)) store.Keep(id, id);
            if (error is null) error = await TakeAsync(item, name, cancellationToken);
            if (error is not null) await FailAsync(id, error, cancellationToken);
        }
        catch (GivenUpException)
        {
            // Somebody paused, cancelled or deleted it; what came is kept.
        }
    }

    private async Task<Error?> DownloadAsync(TranscriptionItem item, string url, string part, CancellationToken cancellationToken)
    {
        var (failures, pause) = (0, FirstPause);
        while (true)
        {
            var before = LengthOf(part);
            string trouble;
            try
            {
                var step = await StepAsync(item, url, part, cancellationToken);
                if (step.Final is { } final) return final;
                if (step.Whole) return null;
                trouble = step.Trouble;
            }
            catch (HttpIOException e)
            {
                trouble = e.Message;
            }

            (failures, pause) = LengthOf(part) > before ? (1, FirstPause) : (failures + 1, pause * 2);
            if (failures > Retries) return Error.Unavailable("recording.not_fetched", $"{new Uri(url).Host} cannot be had: {trouble}. What came is kept; a retry goes on from there.");
            var here = LengthOf(part);
            Again(item.Id, trouble, here, pause);
            await SayAsync(item.Id, $"{new Uri(url).Host}: {trouble}; trying again.", cancellationToken);
            await Task.Delay(pause, clock, cancellationToken);
        }
    }

    private sealed record Step(bool Whole, string Trouble = "", Error? Final = null);

    private async Task<Step> StepAsync(TranscriptionItem item, string url, string part, CancellationToken cancellationToken)
    {
        var note = FetchNote.Read(part);
        var have = note?.Version is null ? 0 : LengthOf(part);
        if (have > 0 && note!.Total == have) return new Step(true);
        using var late = new CancellationTokenSource(HeadersWithin, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        Result<HttpResponseMessage> asked;
        try
        {
            asked = await http.GetAsync(url, headers => Ask(headers, have, note), either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new Step(false, "it did not answer in time");
        }

        if (!asked.Ok) return asked.Error.Kind == ErrorKind.Invalid ? new Step(false, Final: asked.Error) : new Step(false, asked.Error.Message);
        using var answer = asked.Value;
        if (answer.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            File.Delete(part);
            return new Step(false, "what is here is not of the file that is there now");
        }

        if (answer.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.PartialContent))
        {
            var said = $"it answered {(int)answer.StatusCode} {answer.ReasonPhrase}".TrimEnd();
            var mayChange = (int)answer.StatusCode is >= 500 or 408 or 429;
            return mayChange ? new Step(false, said) : new Step(false, Final: Error.Unavailable("recording.not_fetched", $"{new Uri(url).Host} does not give the recording: {said}."));
        }

        var offset = answer.StatusCode == HttpStatusCode.PartialContent && answer.Content.Headers.ContentRange?.From == have ? have : 0;
        var total = offset > 0 ? note!.Total : answer.Content.Headers.ContentLength;
        if (answer.StatusCode == HttpStatusCode.PartialContent && offset == 0)
        {
            File.Delete(part);
            return new Step(false, "it gave another piece than was asked for");
        }

        if (total is { } all && store.WhyNot(offset, all - offset) is { } refused) return new Step(false, Final: refused);
        if (offset == 0) await new FetchNote(VersionOf(answer), total).WriteAsync(part, cancellationToken);
        await using var body = await answer.Content.ReadAsStreamAsync(cancellationToken);
        long told = 0;
        await using var watched = new WatchedStream(body, Stall, clock, async (came, cancel) =>
        {
            if (told != 0 && clock.GetElapsedTime(told) < TellEvery) return;
            told = clock.GetTimestamp();
            await ProgressAsync(item.Id, offset + came, total, cancel);
        });
        var appended = await store.AppendAsync(watched, part, offset, store.Largest, cancellationToken);
        if (!appended.Ok) return new Step(false, Final: appended.Error);
        return total is null || appended.Value == total ? new Step(true) : new Step(false, "the connection was closed before the end");
    }

    private static void Ask(HttpRequestHeaders headers, long have, FetchNote? note)
    {
        if (have == 0) return;
        headers.Range = new RangeHeaderValue(have, null);
        headers.TryAddWithoutValidation("If-Range", note!.Version);
    }

    private static string? VersionOf(HttpResponseMessage answer) =>
        answer.Headers.ETag is { IsWeak: false } tag ? tag.ToString() : answer.Content.Headers.LastModified?.ToString("R", CultureInfo.InvariantCulture);

    private async Task<Error?> TakeAsync(TranscriptionItem item, string name, CancellationToken cancellationToken)
    {
        var path = store.PathOf(name);
        var facts = await enqueue.LookAsync(path, item.Name, item.Track, cancellationToken);
        if (!facts.Ok)
        {
            store.Delete(name);
            return facts.Error;
        }

        var (bytes, duration, now) = (new FileInfo(path).Length, facts.Value.Duration, clock.GetUtcNow());
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var ours = await db.Living().Fetching().Where(i => i.Id == item.Id).ExecuteUpdateAsync(
            set => set.SetProperty(i => i.Input, InputState.Ready).SetProperty(i => i.AudioFile, name).SetProperty(i => i.AudioNode, node.Name).SetProperty(i => i.AudioBytes, bytes).SetProperty(i => i.Duration, duration)
                .SetProperty(i => i.Reason, (string?)null).SetProperty(i => i.Phase, (string?)null).SetProperty(i => i.Progress, 0),
            cancellationToken);
        if (ours == 0) return null;
        File.Delete(FetchNote.PathOf(store.PartPathOf(item.Id)));
        live.StateChanged(item.Id, TranscriptionState.Queued, now);
        await wake.ForNewWorkAsync(cancellationToken);
        return null;
    }

    private async Task FailAsync(Guid id, Error error, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        NotFetched(id, error.Code, error.Message);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using (var transaction = await db.Database.BeginTransactionAsync(cancellationToken))
        {
            var ours = await db.Living().Fetching().Where(i => i.Id == id).ExecuteUpdateAsync(
                set => set.SetProperty(i => i.State, TranscriptionState.Failed).SetProperty(i => i.FinishedAt, now).SetProperty(i => i.ErrorCode, error.Code)
                    .SetProperty(i => i.Error, error.Message).SetProperty(i => i.Phase, (string?)null),
                cancellationToken);
            if (ours == 0) return;
            var item = await db.Items().AsNoTracking().FirstAsync(i => i.Id == id, cancellationToken);
            foreach (var follower in followers) await follower.WriteAsync(db, item, cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        live.StateChanged(id, TranscriptionState.Failed, now);
        foreach (var follower in followers) await follower.CommittedAsync(id, cancellationToken);
    }

    private async Task ProgressAsync(Guid id, long came, long? total, CancellationToken cancellationToken)
    {
        var share = total is > 0 ? (double)came / total.Value : 0;
        var text = total is > 0
            ? string.Create(CultureInfo.InvariantCulture, $"The recording is being downloaded: {share * 100:0} % of {total.Value >> 20} MB.")
            : $"The recording is being downloaded: {came >> 20} MB so far.";
        await SayAsync(id, text, cancellationToken);
        live.Publish(new LiveEvent("transcription.progress", id.ToString(), clock.GetUtcNow())
        {
            Data = new Dictionary<string, string> { ["phase"] = "downloading", ["progress"] = share.ToString("0.###", CultureInfo.InvariantCulture) },
        });
    }

    private async Task SayAsync(Guid id, string reason, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await db.Living().Fetching().Where(i => i.Id == id).ExecuteUpdateAsync(set => set.SetProperty(i => i.Reason, reason), cancellationToken) == 0) throw new GivenUpException();
    }

    private static long LengthOf(string part) => new FileInfo(part) is { Exists: true } file ? file.Length : 0;

    private sealed class GivenUpException : Exception;

    [LoggerMessage(Level = LogLevel.Information, Message = "Recording of transcription {TranscriptionId}: {Trouble}; {Bytes} bytes are here, going on in {Pause}")]
    private partial void Again(Guid transcriptionId, string trouble, long bytes, TimeSpan pause);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Recording of transcription {TranscriptionId} could not be had: {Code}: {Reason}")]
    private partial void NotFetched(Guid transcriptionId, string code, string reason);
}
