using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Platform.StreamHealth.Checks.Ads;
using Platform.StreamHealth.Checks.Connectivity;
using Platform.StreamHealth.Checks.Hls;
using Platform.StreamHealth.Checks.Listening;
using Platform.StreamHealth.Checks.MediaServers;
using Platform.StreamHealth.Checks.Player;
using Platform.StreamHealth.Checks.Reporting;

namespace Platform.StreamHealth.Checks;

/// <summary>
/// One check of one stream: connect as a listener would, read what the server says, measure the bytes, then listen
/// to the audio on the same connection. Never throws for what a server does: that is the report.
/// </summary>
internal sealed partial class StreamCheck(
    StreamConnector streams, AddressProbe addresses, HlsProbe hls, MediaServerProbe mediaServers, PlayerCheck player, Listener listener, AdMonitor ads,
    IOptionsMonitor<CheckOptions> options, TimeProvider clock, ILogger<StreamCheck> log)
{
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<CheckReport> RunAsync(CheckRequest request, CancellationToken cancellationToken)
    {
        var facts = new CheckFacts { Request = request, Trace = new ProbeTrace(clock), Started = clock.GetUtcNow() };
        var opened = await streams.OpenAsync(request.Url, facts.Trace, cancellationToken);
        await using var connection = opened.Connection;
        var others = opened.Failure is null ? addresses.TryOthersAsync(facts.Trace, cancellationToken) : Task.CompletedTask;
        facts = connection is not null ? await ReadAsync(connection, facts, cancellationToken)
            : opened.Failure is { } failure ? facts with { Failure = failure } : await ReadMediaServerAsync(facts, cancellationToken);
        await others;

        if (request.Capture is { } capture) capture.Head = facts.Trace.Head;
        var report = ReportBuilder.Build(facts);
        LogChecked(report.StreamId, report.TestRunId, report.Verdict.State, report.Connectivity.Status, report.HealthScore, facts.Trace.ElapsedMs);
        return report;
    }

    private async Task<CheckFacts> ReadAsync(StreamConnection connection, CheckFacts facts, CancellationToken cancellationToken)
    {
        facts = facts with { MetaInt = connection.MetaInt };
        if (ProbeFailure.FromStatus(connection.Head) is { } refused) return facts with { Failure = refused };
        if (facts.Trace.Dash is not null) return facts with { NotHeard = "MPEG-DASH streams are recognised, not listened to" };
        if (facts.Trace.HlsText is { } playlist) return await ReadHlsAsync(playlist, connection, facts, cancellationToken);

        await using var body = new ResumableStream(connection.Body);
        await using var ogg = new OggStream(body, facts.Trace.Heard);
        var flow = new FlowStream(ogg, StallTimeout, clock);
        var titles = new TitleLog(facts.Trace, flow, clock, () => ogg.Chain?.Position);
        var beginning = await StreamBeginning.ReadAsync(flow, connection.Head.MediaType, connection.MetaInt, facts.Trace, cancellationToken);
        facts = facts with { Flow = flow, Beginning = beginning, Failure = BeginningFailure.Of(flow, beginning, connection.Head) };
        return await ListenAsync(facts, beginning, flow, titles, ogg.Chain, cancellationToken);
    }

    // RTMP and RTSP: ffprobe says what it is, ffmpeg takes the audio out.
    private async Task<CheckFacts> ReadMediaServerAsync(CheckFacts facts, CancellationToken cancellationToken)
    {
        var (found, failure) = await mediaServers.ProbeAsync(facts.Trace, cancellationToken);
        facts = facts with { MediaServer = found, Failure = failure ?? (found!.Audio is null ? ProbeFailure.Answer(FindingCodes.NotAudio, "The stream has no audio") : null) };
        if (facts.Failure is not null || facts.Request.Phase < 2) return facts;

        var longest = listener.TimeLimit(facts.Request) + TimeSpan.FromSeconds(facts.Request.Phase >= 4 ? CheckRequest.MaxSampleSeconds : 0);
        await using var audio = await mediaServers.ListenAsync(facts.Trace, found!.Audio!.Codec, longest, cancellationToken);
        if (audio is null) return facts with { NotHeard = "The server could be reached once, but not again to listen" };
        await using var body = new ResumableStream(audio);
        var flow = new FlowStream(body, StallTimeout, clock);
        var titles = new TitleLog(facts.Trace, flow, clock);
        var beginning = await StreamBeginning.ReadAsync(flow, null, null, facts.Trace, cancellationToken);
        facts = facts with { Flow = flow, Beginning = beginning };
        return beginning.Bytes.IsEmpty ? facts with { NotHeard = "The server sent no audio to listen to" } : await ListenAsync(facts, beginning, flow, titles, null, cancellationToken);
    }

    // Whether a live playlist goes on shows only after a while: that wait and the listening happen side by side.
    private async Task<CheckFacts> ReadHlsAsync(string playlist, StreamConnection connection, CheckFacts facts, CancellationToken cancellationToken)
    {
        using var stream = await hls.OpenAsync(playlist, connection.Uri, cancellationToken);
        facts.Trace.Hls = stream.Info;
        var change = stream.SeeChangeAsync(TimeSpan.FromSeconds(options.CurrentValue.HlsReloadSeconds), clock, cancellationToken);
        try
        {
            facts = stream.WhyNotHeard is { } reason ? facts with { NotHeard = reason } : await HearHlsAsync(stream, facts, cancellationToken);
        }
        finally
        {
            await change;
            facts.Trace.Hls = stream.Info;
        }

        return facts;
    }

    private async Task<CheckFacts> HearHlsAsync(HlsStream stream, CheckFacts facts, CancellationToken cancellationToken)
    {
        await using var audio = stream.OpenAudio(facts.Trace.Heard);
        await using var body = new ResumableStream(audio);
        var buffered = HlsAudio.Buffered(stream.Session!);
        var flow = new FlowStream(body, buffered > StallTimeout ? buffered : StallTimeout, clock) { AudibleWait = buffered };
        var titles = new TitleLog(facts.Trace, flow, clock, () => audio.Watch.Position);
        var beginning = await StreamBeginning.ReadAsync(flow, null, null, facts.Trace, cancellationToken);
        facts = facts with { Flow = flow, Beginning = beginning };
        return beginning.Bytes.IsEmpty
            ? facts with { NotHeard = $"No audio came from the segments{(flow.Problem is { } problem ? $": {problem}" : "")}" }
            : await ListenAsync(facts, beginning, flow, titles, audio.Watch, cancellationToken);
    }

    private async Task<CheckFacts> ListenAsync(
        CheckFacts facts, StreamBeginning beginning, FlowStream flow, TitleLog titles, IMarkerSource? markers, CancellationToken cancellationToken)
    {
        if (facts.Failure is not null || facts.Request.Phase < 2) return facts;
        if (player.Unavailable() is { } skipped)
        {
            facts = facts with { Player = skipped };
            return facts.Request.Phase < 3 ? facts : await HearAsync(facts, beginning, flow, titles, markers, cancellationToken);
        }

        return await PlayAndHearAsync(facts, beginning, flow, titles, markers, cancellationToken);
    }

    // The player hears the bytes of the one connection, at its own speed.
    private async Task<CheckFacts> PlayAndHearAsync(
        CheckFacts facts, StreamBeginning beginning, FlowStream flow, TitleLog titles, IMarkerSource? markers, CancellationToken cancellationToken)
    {
        using var own = PlayerCheck.Capture(facts.Request);
        if (own is not null) facts = facts with { Request = facts.Request with { Capture = own } };
        var capture = facts.Request.Capture!;
        var filled = new TaskCompletionSource();
        var playing = player.PlayAsync(facts, beginning, filled.Task, cancellationToken);
        try
        {
            if (facts.Request.Phase == 2) await PlayerCheck.FeedAsync(beginning, flow, capture, playing, cancellationToken);
            else facts = await HearAsync(facts, beginning, flow, titles, markers, cancellationToken);
        }
        finally
        {
            capture.Complete();
            filled.SetResult();
            await ((Task)playing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return facts with { Player = await playing };
    }

    private async Task<CheckFacts> HearAsync(
        CheckFacts facts, StreamBeginning beginning, FlowStream flow, TitleLog titles, IMarkerSource? markers, CancellationToken cancellationToken)
    {
        var start = clock.GetTimestamp();
        facts = facts with { Heard = await listener.ListenAsync(beginning, flow, facts.Request, cancellationToken) };
        if (facts.Request.Phase >= 4) facts = facts with { Ads = await ads.WatchAsync(facts, flow, titles, markers, cancellationToken) };
        return facts with { ListenedFor = clock.GetElapsedTime(start) };
    }

    private TimeSpan StallTimeout => TimeSpan.FromSeconds(options.CurrentValue.StallTimeoutSeconds);

    [LoggerMessage(Level = LogLevel.Information, Message = "Checked stream {StreamId} (run {TestRunId}): {Verdict}, connectivity {Connectivity}, score {Score}, {Milliseconds} ms")]
    private partial void LogChecked(string streamId, Guid testRunId, VerdictState verdict, ConnectivityStatus connectivity, int score, double milliseconds);
}
