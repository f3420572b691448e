using Platform.StreamHealth.Checks.Reporting;
using Platform.Testing.Servers;

namespace Platform.StreamHealth.Tests.Checks;

/// <summary>RTMP from a real nginx, RTSP from a small server of our own, both by ffprobe and ffmpeg behind the guard.</summary>
public sealed class MediaServerTests
{
    [Fact]
    public async Task An_rtmp_stream_is_measured_and_heard()
    {
        await using var server = await RtmpServer.StartAsync();
        var url = await server.PublishAsync("radio");
        await using var checker = new Checker();
        var report = await checker.RunAsync(url, phase: 3, seconds: 3);
        // The publisher may need a moment to connect.
        for (var i = 0; i < 5 && report.Verdict.State == VerdictState.Failing; i++) report = await checker.RunAsync(url, phase: 3, seconds: 3);

        Assert.Empty(report.Codes());
        Assert.Equal(("RTMP", "high"), (report.StreamType!.Type, report.StreamType.Confidence));
        Assert.Equal(("AAC", "RTMP", 44100, 2), (report.Measured!.Codec, report.Measured.Container, report.Measured.SampleRateHz, report.Measured.Channels));
        Assert.InRange(report.Measured.BitrateKbps!.Value, 60, 140);
        Assert.Equal(3, report.AudioAnalysis!.SampleSeconds, 0.1);
        Assert.Equal($"127.0.0.1:{server.Port}", report.Connectivity.RemoteAddress);

        report = await checker.RunAsync(new Uri(url, "/live/nobody"), phase: 1);
        Assert.NotEqual(ConnectivityStatus.Success, report.Connectivity.Status);
        Assert.Equal(VerdictState.Failing, report.Verdict.State);
    }

    [Fact]
    public async Task An_rtsp_stream_is_measured_and_heard()
    {
        await using var server = RtspServer.Start();
        await using var checker = new Checker();
        var report = await checker.RunAsync(server.Url, phase: 3, seconds: 1);

        Assert.Equal(("RTSP", "high"), (report.StreamType!.Type, report.StreamType.Confidence));
        Assert.Equal(("PCM_MULAW", 8000, 1), (report.Measured!.Codec, report.Measured.SampleRateHz, report.Measured.Channels));
        Assert.Equal(1, report.AudioAnalysis!.SampleSeconds, 0.1);
    }

    [Fact]
    public async Task An_rtsp_redirect_is_not_followed_past_the_guard()
    {
        await using var hidden = RtspServer.Start();
        await using var server = RtspServer.Start(redirect: hidden.Url);
        await using var checker = new Checker();
        var report = await checker.RunAsync(server.Url);

        Assert.Contains("redirects to another address", report.Connectivity.Error, StringComparison.Ordinal);
        Assert.Contains(server.Requests, r => r.StartsWith("DESCRIBE", StringComparison.Ordinal));
        Assert.Empty(hidden.Requests);
    }

    [Fact]
    public async Task A_private_media_server_is_refused_before_connecting()
    {
        await using var server = RtspServer.Start();
        await using var checker = new Checker(("UrlGuard:AllowedNetworks", "10.0.0.0/8"));
        var report = await checker.RunAsync(server.Url);

        Assert.Equal(FindingCodes.UrlRefused, report.Connectivity.ErrorCode);
        Assert.Empty(server.Requests);
    }
}
