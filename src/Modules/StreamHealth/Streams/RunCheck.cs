using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Platform.Kernel.Live;
using Platform.StreamHealth.Checks;
using Platform.StreamHealth.Checks.Reporting;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Data;
using Platform.StreamHealth.Evidence;
using Platform.StreamHealth.Incidents.Uplinks;
using Platform.StreamHealth.Results;

namespace Platform.StreamHealth.Streams;

/// <summary>Checks one stream, stores the result, and tells who watches. What a stream or a full disk does is no exception.</summary>
internal sealed partial class RunCheck(
    IDbContextFactory<StreamHealthDb> databases,
    StreamCheck check,
    ResultStore store,
    KeepEvidence evidence,
    Uplink uplink,
    IOptionsMonitor<StreamHealthSettings> settings,
    LiveEvents live,
    TimeProvider clock,
    ILogger<RunCheck> log)
{
    /// <returns>The stored result; null when the stream is gone, the check is needless or its result could not be stored.</returns>
    public async Task<CheckResult?> RunAsync(OrderedCheck ordered, Action<double, string> progress, CancellationToken cancellationToken)
    {
        if (await FindAsync(ordered.StreamId, cancellationToken) is not { } stream || ordered.IsNeedless(stream, clock.GetUtcNow())) return null;

        var (startedAt, began) = (clock.GetUtcNow(), clock.GetTimestamp());
        // One id for the whole run: a write that is repeated because nobody knows whether it went through cannot double.
        var id = Guid.CreateVersion7(startedAt);
        progress(0, "connecting");
        var terms = StreamTerms.Of(stream, settings.CurrentValue);
        var phase = ordered.Deep ? terms.DeepestPhase : terms.Phase;
        Tell("stream.checking", stream.Id, new() { ["phase"] = phase.ToString(CultureInfo.InvariantCulture) });
        using var capture = evidence.Begin();
        var request = terms.Request(stream.Url, phase) with { TestRunId = id, Capture = capture };
        var report = await check.RunAsync(request, cancellationToken);

        // Before it counts against the stream: is it this machine that is cut off?
        if (report.Verdict.State == VerdictState.Failing && stream.Monitor != MonitorState.Down) await uplink.LookAsync(stream.Id, cancellationToken);

        progress(0.95, "storing");
        var result = CheckResults.From(stream.Id, id, startedAt, clock.GetElapsedTime(began), report);
        var stored = await store.AddAsync(result, report, cancellationToken);
        Checked(log, stream.Id, id, result.State, result.Score, result.DurationMs);
        if (stored != StoreOutcome.Stored)
        {
            Tell("stream.not_stored", stream.Id, []);
            return null;
        }

        await evidence.KeepAsync(result, report, request, cancellationToken);
        Tell("stream.checked", stream.Id, new()
        {
            ["resultId"] = id.ToString(),
            ["state"] = result.State.ToString().ToLowerInvariant(),
            ["score"] = result.Score.ToString(CultureInfo.InvariantCulture),
        });
        return result;
    }

    private async Task<MonitoredStream?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Living().AsNoTracking().Include(s => s.Group).FirstOrDefaultAsync(s => s.Id == id, cancellationToken);
    }

    private void Tell(string topic, Guid streamId, Dictionary<string, string> data) =>
        live.Publish(new LiveEvent(topic, streamId.ToString(), clock.GetUtcNow()) { Data = data });

    [LoggerMessage(Level = LogLevel.Debug, Message = "Checked stream {StreamId}: result {ResultId}, {State}, score {Score}, {DurationMs:0} ms")]
    private static partial void Checked(ILogger logger, Guid streamId, Guid resultId, Contracts.StreamState state, int score, double durationMs);
}
