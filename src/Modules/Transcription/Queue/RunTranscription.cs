using System.Globalization;
using Microsoft.Extensions.Logging;
using Platform.Kernel.Live;
using Platform.Kernel.Results;
using Platform.Speech;
using Platform.Transcription.Inputs;
using Platform.Transcription.Preprocessing;
using Platform.Transcription.Presets;

namespace Platform.Transcription.Queue;

/// <summary>Takes one transcription from the queue and works on it until it is done, fails, waits, or is taken away.</summary>
internal sealed partial class RunTranscription(
    Claims claims, RunRecords records, SpeechEngines engines, RecordingAudio audio, RunningItems running, LiveEvents live, TimeProvider clock, ILogger<RunTranscription> log)
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    // What may be there later: an engine, a model, memory, a server. Anything else fails for good.
    private static readonly string[] MayCome =
        ["speech.engine_missing", "speech.model_missing", "speech.model_unknown", "speech.memory_short", "speech.server_unreachable", "speech.server_timeout", "speech.server_busy", "speech.server_failed"];

    /// <returns>Whether there was something to do.</returns>
    public async Task<bool> RunNextAsync(string lane, Action<double, string> report, CancellationToken stopping)
    {
        if (await claims.TakeNextAsync(lane, stopping) is not { } claim) return false;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        using var seat = running.Enter(claim.ItemId, stop);
        var renewal = RenewAsync(claim, stop);
        Taken(claim.ItemId, claim.Item.Attempts, claim.Item.Done);
        try
        {
            var error = await WorkAsync(claim, report, stop.Token);
            if (error is not null) await SettleAsync(claim, error, CancellationToken.None);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Whoever paused or cancelled it has decided already; then there is nothing to give back.
            if (stopping.IsCancellationRequested && await claims.ParkAsync(claim, CancellationToken.None)) Parked(claim.ItemId);
        }
        catch (Exception e) when (!stop.IsCancellationRequested)
        {
            Broke(e, claim.ItemId);
            await records.FailAsync(claim, Error.Unavailable("transcription.broke", $"It ended with a mistake of ours ({e.GetType().Name}); the log has more."), CancellationToken.None);
        }
        finally
        {
            await stop.CancelAsync();
            await renewal;
        }

        return true;
    }

    /// <returns>Why it could not be done; null when it was, or is somebody else's now.</returns>
    private async Task<Error?> WorkAsync(Claim claim, Action<double, string> report, CancellationToken cancellationToken)
    {
        var (item, recipe) = (claim.Item, claim.Item.Recipe);
        var request = recipe.ToRequest(item.Done, item.Language);
        var chosen = await engines.ChooseAsync(recipe.Engine, request, cancellationToken);
        if (!chosen.Ok) return chosen.Error;
        if (!await records.BeginAsync(claim, chosen.Value.Engine.Info.Id, chosen.Value.Why, cancellationToken)) return null;
        var opened = await audio.OpenAsync(item, cancellationToken);
        if (!opened.Ok) return opened.Error;
        try
        {
            return await HearAsync(claim, chosen.Value.Engine, opened.Value, request, report, cancellationToken);
        }
        finally
        {
            // Of an attempt that failed or was stopped, too: what the sound was may be why.
            await records.PreparedAsync(claim, opened.Value, CancellationToken.None);
        }
    }

    private async Task<Error?> HearAsync(
        Claim claim, ISpeechToText engine, PreparedAudio recording, SpeechToTextRequest request, Action<double, string> report, CancellationToken cancellationToken)
    {
        var item = claim.Item;
        var (heard, pace, done) = (new HeardSoFar(item.Id, item.SegmentCount), new RunPace(clock, item.Done, recording.Audio.Duration ?? item.Duration), item.Done);
        await foreach (var happened in engine.TranscribeAsync(recording.Audio, request, cancellationToken))
        {
            var ours = true;
            switch (happened)
            {
                case SpeechEvent.Started started:
                    ours = await records.StartedAsync(claim, started, cancellationToken);
                    break;
                case SpeechEvent.LanguageDetected found:
                    ours = await records.LanguageAsync(claim, found.Language, found.Probability, cancellationToken);
                    break;
                case SpeechEvent.Heard { Segment: var segment }:
                    heard.Add(segment);
                    break;
                case SpeechEvent.Dropped:
                    heard.Drop();
                    break;
                case SpeechEvent.Progress progress:
                    pace.Reach(progress.At, progress.Total);
                    ours = await ReachAsync(claim, heard, pace, done, progress.Done, cancellationToken);
                    if (heard.Waiting.Count == 0) done = progress.Done;
                    Tell(item.Id, pace, report);
                    break;
                case SpeechEvent.Finished { Summary: var summary }:
                    pace.Reach(item.Done + summary.Audio, null);
                    await records.PreparedAsync(claim, recording, cancellationToken);
                    if (await records.CompleteAsync(claim, heard, item.Done + summary.Audio, pace, cancellationToken)) Completed(item.Id, heard.Count, pace.Speed);
                    return null;
                case SpeechEvent.Failed failed:
                    return failed.Error;
            }

            if (!ours) return null;
        }

        return Error.Unavailable("transcription.broke", $"{engine.Info.Title} stopped without saying why.");
    }

    // Silence moves on without a word; that is written down now and then, what was said always.
    private async Task<bool> ReachAsync(Claim claim, HeardSoFar heard, RunPace pace, TimeSpan before, TimeSpan done, CancellationToken cancellationToken)
    {
        if (done > before && (heard.Waiting.Count > 0 || pace.IsTimeToStore())) return await records.StoreAsync(claim, heard, done, pace, cancellationToken);
        return !pace.IsTimeToStore() || await records.ProgressAsync(claim, pace, cancellationToken);
    }

    private async Task SettleAsync(Claim claim, Error error, CancellationToken cancellationToken)
    {
        if (MayCome.Contains(error.Code))
        {
            var wait = TimeSpan.FromTicks(Math.Min(LongestWait.Ticks, FirstWait.Ticks << Math.Min(claim.Item.Attempts - 1, 10)));
            Waits(claim.ItemId, error.Code, error.Message, wait);
            await claims.WaitAsync(claim, error, clock.GetUtcNow() + wait, cancellationToken);
            return;
        }

        if (error.Code == RecordingAudio.Elsewhere)
        {
            Waits(claim.ItemId, error.Code, error.Message, TimeSpan.Zero);
            await claims.LeaveAsync(claim, error, cancellationToken);
            return;
        }

        Failed(claim.ItemId, error.Code, error.Message);
        await records.FailAsync(claim, error, cancellationToken);
    }

    private async Task RenewAsync(Claim claim, CancellationTokenSource stop)
    {
        using var timer = new PeriodicTimer(Claims.Renewal, clock);
        var believed = clock.GetUtcNow() + Claims.Lease;
        try
        {
            while (await timer.WaitForNextTickAsync(stop.Token))
            {
                try
                {
                    if (!await claims.RenewAsync(claim, stop.Token)) break;
                    believed = clock.GetUtcNow() + Claims.Lease;
                }
                catch (Exception e) when (e is not OperationCanceledException)
                {
                    // A database that is away for a moment is no reason to stop; once the lease has ended, somebody else may have it.
                    NotRenewed(e, claim.ItemId);
                    if (clock.GetUtcNow() >= believed) break;
                }
            }

            Lost(claim.ItemId);
            await stop.CancelAsync();
        }
        catch (OperationCanceledException)
        {
            // The run has ended, and its lease with it.
        }
    }

    private void Tell(Guid id, RunPace pace, Action<double, string> report)
    {
        if (!pace.IsTimeToTell()) return;
        report(pace.Fraction, pace.Phase);
        var data = new Dictionary<string, string> { ["progress"] = pace.Fraction.ToString("0.###", CultureInfo.InvariantCulture), ["phase"] = pace.Phase };
        if (pace.Speed is { } speed) data["speed"] = speed.ToString("0.##", CultureInfo.InvariantCulture);
        if (pace.Left is { } left) data["etaSeconds"] = left.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
        live.Publish(new LiveEvent("transcription.progress", id.ToString(), clock.GetUtcNow()) { Data = data });
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Transcription {TranscriptionId} begins, attempt {Attempt}, at {From}")]
    private partial void Taken(Guid transcriptionId, int attempt, TimeSpan from);

    [LoggerMessage(Level = LogLevel.Information, Message = "Transcription {TranscriptionId} is completed: {Segments} segments, {Speed} x real time")]
    private partial void Completed(Guid transcriptionId, int segments, double? speed);

    [LoggerMessage(Level = LogLevel.Information, Message = "Transcription {TranscriptionId} is given back, because the service stops")]
    private partial void Parked(Guid transcriptionId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Transcription {TranscriptionId} waits {Wait}: {Code}: {Reason}")]
    private partial void Waits(Guid transcriptionId, string code, string reason, TimeSpan wait);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Transcription {TranscriptionId} failed: {Code}: {Reason}")]
    private partial void Failed(Guid transcriptionId, string code, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Transcription {TranscriptionId} failed by a mistake of ours")]
    private partial void Broke(Exception exception, Guid transcriptionId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The lease of transcription {TranscriptionId} could not be renewed")]
    private partial void NotRenewed(Exception exception, Guid transcriptionId);

    [LoggerMessage(Level = LogLevel.Information, Message = "Transcription {TranscriptionId} is not this run's any more; it stops")]
    private partial void Lost(Guid transcriptionId);
}
