using Platform.StreamHealth.Checks.Ads;
using Platform.StreamHealth.Checks.Connectivity;
using Platform.StreamHealth.Checks.Findings;
using Platform.StreamHealth.Checks.Player;

namespace Platform.StreamHealth.Checks.Reporting;

/// <summary>Turns the facts of a check into its report: sections first, then findings, score and verdict from those.</summary>
internal static class ReportBuilder
{
    private const string NothingToPlay = "The stream could not be opened";

    public static CheckReport Build(CheckFacts facts)
    {
        var (request, trace) = (facts.Request, facts.Trace);
        var measured = Measured(facts);
        var report = new CheckReport
        {
            TestRunId = request.TestRunId,
            StreamId = StreamId.Of(request.Url),
            StreamUrl = request.Url,
            Timestamp = facts.Started,
            Phase = request.Phase,
            Connectivity = Connect(facts),
            SslCertificate = trace.Certificate,
            HlsInfo = trace.Hls ?? new HlsInfo(),
            DashInfo = trace.Dash,
            PlayerTests = request.Phase >= 2 ? new PlayerTests { Vlc = facts.Player ?? PlayerFacts.Skip(facts.NotHeard ?? NothingToPlay) } : null,
            AudioAnalysis = request.Phase >= 3 ? Listen(facts) : null,
            ConnectionQuality = request.Phase >= 3 ? Quality(facts) : null,
            AdDetection = request.Phase >= 4 ? AdFacts.Of(facts) : null,
            Timings = trace.Timings with { TotalMs = trace.ElapsedMs },
            Measured = measured,
        };
        if (facts.MediaServer is { } server) report = report with { StreamType = StreamTypeRules.Of(server), StreamParameters = HeaderFacts.Parameters(measured), Metadata = HeaderFacts.Metadata(server.Tags) };
        if (trace.Head is { } head)
        {
            report = report with
            {
                StreamType = StreamTypeRules.Classify(facts),
                StreamParameters = HeaderFacts.Parameters(head, measured),
                Metadata = HeaderFacts.Metadata(facts),
                ServerHeaders = HeaderFacts.Server(head),
                Advertised = HeaderFacts.Advertised(head, trace.Hls),
            };
        }

        return Judge(report, facts);
    }

    private static CheckReport Judge(CheckReport report, CheckFacts facts)
    {
        var thresholds = facts.Request.Thresholds;
        var findings = FindingRules.Examine(report, thresholds);
        var (score, issues, recommendations) = HealthScore.Of(report);
        return report with
        {
            Findings = findings,
            Verdict = CheckVerdict.From(findings, thresholds),
            HealthScore = score,
            Issues = issues,
            Recommendations = recommendations,
        };
    }

    // Audio is taken out of segments and other wrappings before it is looked at; what it came in is theirs.
    private static MeasuredAudio? Measured(CheckFacts facts)
    {
        var probed = facts.MediaServer?.Audio;
        if (facts.Beginning?.Format?.Audio is not { } audio || (probed is not null && audio.Container == "WAV")) return probed;
        if ((facts.Trace.Hls?.Container ?? probed?.Container) is { } container) audio = audio with { Container = container };
        if (probed is { Codec: "HE-AAC" }) audio = audio with { Codec = probed.Codec, Profile = probed.Profile, SampleRateHz = probed.SampleRateHz, Channels = probed.Channels };
        return facts.Heard?.Decoded.Format is { } heard ? audio.AsHeard(heard) : audio;
    }

    private static Connectivity Connect(CheckFacts facts)
    {
        var trace = facts.Trace;
        var final = trace.Hops.Count > 1 ? trace.Hops[^1].AbsoluteUri : null;
        return new Connectivity
        {
            Status = facts.Failure?.Status ?? ConnectivityStatus.Success,
            Error = facts.Failure?.Message,
            ErrorCode = facts.Failure?.Code,
            ResponseTimeMs = trace.ResponseMs,
            HttpStatus = trace.Head?.Status,
            ContentType = trace.Head?["Content-Type"] ?? "unknown",
            FinalUrl = final,
            Hops = [.. trace.Hops.Select(h => h.AbsoluteUri)],
            PlaylistEntries = [.. trace.Entries],
            Addresses = AddressProbe.Facts(trace),
            RemoteAddress = trace.Remote?.ToString(),
        };
    }

    private static AudioAnalysis Listen(CheckFacts facts)
    {
        if (facts.Heard is { } heard) return AudioFacts.Analyse(heard, facts.Request.Thresholds);
        var reason = facts.Failure is null ? facts.NotHeard ?? "The stream could not be opened" : "The stream could not be opened";
        return new AudioAnalysis { Status = StepStatus.Skipped, Error = reason };
    }

    private static ConnectionQuality? Quality(CheckFacts facts)
    {
        if (facts.Heard is null || facts.Flow is not { } flow) return null;
        var reason = flow.State switch
        {
            FlowState.Stalled => $"The stream stalled: {flow.Problem}",
            FlowState.Broken => $"The connection broke: {flow.Problem}",
            FlowState.Ended when IsCutOff(facts) => "The server closed the connection while audio was due",
            _ when facts.Heard.Decoded.Error?.Code == "audio.timeout" && flow.State == FlowState.Running => "The audio came slower than it plays",
            _ when flow.LongestWait > flow.AudibleWait => $"No data came for {flow.LongestWait.TotalSeconds:0.0} s",
            _ => null,
        };
        return new ConnectionQuality
        {
            Stable = reason is null,
            Reason = reason,
            BytesReceived = flow.Bytes,
            Seconds = Math.Round(facts.ListenedFor.TotalSeconds, 2),
            LongestGapMs = Math.Round(flow.LongestWait.TotalMilliseconds, 1),
        };
    }

    /// <summary>Whether the body ended although it should have gone on: a live stream, or a file before its length.</summary>
    private static bool IsCutOff(CheckFacts facts)
    {
        // Segments and what a media server sends have ends of their own.
        if (facts.Trace.Hls is not null || facts.Trace.Head is not { } head) return facts.MediaServer?.Protocol.StartsWith("RTMP", StringComparison.Ordinal) == true;
        if (head.ContentLength is { } length) return facts.Flow!.Bytes < length && head.Number("icy-metaint") is null;
        return head.Headers.Keys.Any(k => k.StartsWith("icy-", StringComparison.OrdinalIgnoreCase));
    }
}
