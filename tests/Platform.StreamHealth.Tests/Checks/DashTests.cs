using System.Text;
using Platform.StreamHealth.Checks.Dash;
using Platform.StreamHealth.Checks.Reporting;
using Platform.Testing.Servers;

namespace Platform.StreamHealth.Tests.Checks;

/// <summary>MPEG-DASH: what the manifest says.</summary>
public sealed class DashTests : IAsyncLifetime
{
    private BadHttpServer _server = null!;

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    public async Task InitializeAsync() => _server = await BadHttpServer.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    private Uri Add(string path, string? type, string text) => _server.Add(path, (stream, c) => stream.WriteAsync(
        Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\n{(type is null ? "" : $"Content-Type: {type}\r\n")}Content-Length: {text.Length}\r\n\r\n{text}"), c).AsTask());

    // As packagers write them: an audio set in two bitrates with a timeline, beside a set of pictures.
    private static string Live(DateTimeOffset start, int segments, string mpd = "", int open = 0) => $"""
        <?xml version="1.0" encoding="UTF-8"?>
        <MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="dynamic" availabilityStartTime="{start:yyyy-MM-ddTHH:mm:ssZ}" publishTime="{start:yyyy-MM-ddTHH:mm:ssZ}" minimumUpdatePeriod="PT2S" {mpd}>
          <Period id="1" start="PT10S">
            <AdaptationSet contentType="video" mimeType="video/mp4"><Representation id="v" codecs="avc1.64001f" bandwidth="2000000"/></AdaptationSet>
            <AdaptationSet contentType="audio" mimeType="audio/mp4" lang="de">
              <AudioChannelConfiguration schemeIdUri="urn:mpeg:dash:23003:3:audio_channel_configuration:2011" value="2"/>
              <SegmentTemplate timescale="48000" presentationTimeOffset="96000" media="$Time$.m4s"><SegmentTimeline><S t="96000" d="96000"/><S d="96000" r="{(open < 0 ? open : segments - 2)}"/></SegmentTimeline></SegmentTemplate>
              <Representation id="a" codecs="mp4a.40.2" bandwidth="128000" audioSamplingRate="48000"/>
              <Representation id="b" codecs="mp4a.40.5" bandwidth="48000" audioSamplingRate="48000"/>
            </AdaptationSet>
          </Period>
        </MPD>
        """;

    [Theory]
    [InlineData("/live.mpd", "application/dash+xml")]
    [InlineData("/live.mpd", "text/xml")]
    [InlineData("/live.mpd", "application/octet-stream")]
    [InlineData("/live.mpd", null)]
    [InlineData("/manifest(format=mpd-time-csf)", "application/dash+xml; charset=utf-8")]
    [InlineData("/live", "video/vnd.mpeg.dash.mpd")]
    public async Task A_manifest_is_recognised_by_its_type_or_its_name(string path, string? type)
    {
        await using var checker = new Checker();
        var report = await checker.RunAsync(Add(path, type, Live(Now.AddSeconds(-120), 54)), phase: 4);

        Assert.Equal((VerdictState.Healthy, ConnectivityStatus.Success), (report.Verdict.State, report.Connectivity.Status));
        Assert.Equal(("DASH", "high", "live"), (report.StreamType!.Type, report.StreamType.Confidence, report.StreamType.Detail));
        Assert.Equal([FindingCodes.DashNotAnalysed], report.Findings.Select(f => f.Code));
        Assert.Equal([StepStatus.Skipped, StepStatus.Skipped], [report.AudioAnalysis!.Status, report.AdDetection!.Status]);
        Assert.Equal(100, report.HealthScore);
    }

    [Fact]
    public void Facts_of_the_manifest_are_listed()
    {
        var start = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
        var dash = DashManifest.Read(Live(start, 30));

        Assert.Equal([new DashAudio("mp4a.40.2", 128, "de", 48000, 2), new DashAudio("mp4a.40.5", 48, "de", 48000, 2)], dash.Audio);
        Assert.Equal((true, 2, false, 2.0, start), (dash.Live, dash.AdaptationSets, dash.Protected, dash.UpdateSeconds, dash.PublishTime));
        Assert.Equal(start.AddSeconds(10 + 60), dash.LiveEdge);
        Assert.Null(DashManifest.Read(Live(start, 30, open: -1)).LiveEdge);
    }

    [Fact]
    public async Task A_live_manifest_whose_segments_are_of_yesterday_is_stale()
    {
        await using var checker = new Checker();
        var report = await checker.RunAsync(Add("/old.mpd", "application/dash+xml", Live(Now.AddDays(-1), 100)));

        Assert.Equal(VerdictState.Degraded, report.Verdict.State);
        Assert.Contains("is stale: its last audio segment ended 86", Assert.Single(report.Findings, f => f.Code == FindingCodes.DashStale).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_live_manifest_that_is_over_or_has_not_begun_is_told()
    {
        await using var checker = new Checker();
        var over = await checker.RunAsync(Add("/over.mpd", "application/dash+xml", Live(Now, 1, "availabilityEndTime=\"2026-01-01T00:00:00Z\"")));
        Assert.Contains(over.Findings, f => f.Code == FindingCodes.DashStale && f.Message.Contains("ended at 2026-01-01 00:00:00 UTC", StringComparison.Ordinal));

        var early = await checker.RunAsync(Add("/early.mpd", "application/dash+xml", Live(Now.AddHours(2), 1)));
        Assert.Contains(early.Findings, f => f.Code == FindingCodes.DashStale && f.Message.Contains("begins only at", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("<MPD type=\"static\"><Period><AdaptationSet mimeType=\"video/mp4\"><Representation bandwidth=\"1\"/></AdaptationSet></Period></MPD>", "names no audio")]
    [InlineData("<MPD type=\"static\"><Period><AdaptationSet mimeType=\"audio/mp4\"><Representation bandwidth=\"1\"/></Wrong></Period></MPD>", "cannot be read to its end")]
    public async Task A_manifest_that_is_of_no_use_is_told(string manifest, string message)
    {
        await using var checker = new Checker();
        var report = await checker.RunAsync(Add("/bad.mpd", "application/dash+xml", manifest));

        Assert.Equal(VerdictState.Degraded, report.Verdict.State);
        Assert.Contains(message, Assert.Single(report.Findings, f => f.Code == FindingCodes.DashInvalid).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("t=\"9223372036854775807\" d=\"9223372036854775807\" r=\"9223372036854775807\"")]
    [InlineData("t=\"-5\" d=\"-1\"")]
    [InlineData("d=\"1\" r=\"-9\"")]
    public void Absurd_numbers_give_no_time(string segment)
    {
        var dash = DashManifest.Read($"<MPD type=\"dynamic\" availabilityStartTime=\"2026-01-01T00:00:00Z\"><Period start=\"P99999999D\"><AdaptationSet mimeType=\"audio/mp4\"><SegmentTemplate timescale=\"0\"><SegmentTimeline><S {segment}/></SegmentTimeline></SegmentTemplate></AdaptationSet></Period></MPD>");
        Assert.Null(dash.LiveEdge);
    }
}
