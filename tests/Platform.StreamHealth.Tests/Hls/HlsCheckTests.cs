using Platform.StreamHealth.Checks.Reporting;
using Platform.StreamHealth.Tests.Checks;
using Platform.Testing.Audio;

namespace Platform.StreamHealth.Tests.Hls;

/// <summary>Checks of HLS streams that ffmpeg packaged.</summary>
public sealed class HlsCheckTests
{
    [Theory]
    [InlineData(HlsPackaging.TransportStream, "MPEG-TS", null)]
    [InlineData(HlsPackaging.FragmentedMp4, "MP4", null)]
    [InlineData(HlsPackaging.Encrypted, "MPEG-TS", "AES-128")]
    public async Task A_packaged_programme_is_fetched_measured_and_heard(HlsPackaging packaging, string container, string? encryption)
    {
        await using var server = await HlsServer.StartAsync(packaging);
        await using var checker = new Checker();
        var report = await checker.RunAsync(server.OnDemand, phase: 3, seconds: 5);

        Assert.Empty(report.Codes());
        Assert.Equal(VerdictState.Healthy, report.Verdict.State);
        Assert.Equal(("HLS", "high"), (report.StreamType!.Type, report.StreamType.Confidence));
        var hls = report.HlsInfo!;
        Assert.Equal((true, false, true, TestHls.Segments), (hls.IsHls, hls.IsMasterPlaylist, hls.SegmentsAccessible, hls.SegmentCount));
        Assert.Equal((container, encryption, false, "VOD"), (hls.Container, hls.Encryption, hls.Live, hls.PlaylistType));
        Assert.Equal(encryption is null ? null : true, hls.KeysAccessible);
        Assert.All(hls.Segments, s => Assert.Equal(1, s.MeasuredSeconds!.Value, 0.15));
        Assert.All(hls.Segments, s => Assert.InRange(s.BitrateKbps!.Value, 60, 200));
        Assert.Equal(("AAC", container, 44100, 2), (report.Measured!.Codec, report.Measured.Container, report.Measured.SampleRateHz, report.Measured.Channels));
        Assert.Equal(5, report.AudioAnalysis!.SampleSeconds, 0.1);
        Assert.InRange(report.AudioAnalysis.Loudness!.IntegratedLufs!.Value, -26, -14);
    }

    [Fact]
    public async Task A_live_playlist_that_goes_on_is_healthy_and_heard_across_reloads()
    {
        await using var server = await HlsServer.StartAsync();
        await using var checker = new Checker();
        var report = await checker.RunAsync(server.Live(window: 4), phase: 3, seconds: 5);

        Assert.Empty(report.Codes());
        Assert.Equal((true, false), (report.HlsInfo!.Live, report.HlsInfo.Stale));
        Assert.InRange(report.HlsInfo.UpdatedAfterSeconds!.Value, 0.2, 3);
        Assert.Equal(5, report.AudioAnalysis!.SampleSeconds, 0.1);
        Assert.True(report.ConnectionQuality!.Stable, report.ConnectionQuality.Reason);
        Assert.True(server.Asked.Count(a => a == "live.m3u8") >= 3, "the playlist was reloaded for more segments");
    }

    [Fact]
    public async Task A_stale_live_playlist_fails()
    {
        await using var server = await HlsServer.StartAsync();
        await using var checker = new Checker();
        var report = await checker.RunAsync(server.Put("stale.m3u8", HlsServer.Window(100, 6)));

        Assert.Equal([FindingCodes.HlsStale], report.Codes());
        Assert.Equal(VerdictState.Failing, report.Verdict.State);
        Assert.True(report.HlsInfo!.Stale);
        Assert.Equal(ConnectivityStatus.Success, report.Connectivity.Status);
    }

    [Fact]
    public async Task Silence_in_segments_is_heard()
    {
        await using var server = await HlsServer.StartAsync(HlsPackaging.Gaps);
        await using var checker = new Checker();
        var report = await checker.RunAsync(server.OnDemand, phase: 3, seconds: 11);

        Assert.Equal([FindingCodes.Gaps], report.Codes());
        Assert.Equal(4, Assert.Single(report.AudioAnalysis!.SilenceDetection!.SilencePeriods).DurationSeconds, 0.3);
    }

    [Fact]
    public async Task SC_08_A_first_segment_that_is_missing_is_told_apart_from_a_playlist_that_is_there()
    {
        await using var server = await HlsServer.StartAsync();
        server.Remove("s0.ts");
        server.Put("media.m3u8", "#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:1\n#EXTINF:1.0,\ns0.ts\n#EXTINF:1.0,\ns1.ts\n#EXTINF:1.0,\ns2.ts\n#EXT-X-ENDLIST\n");
        var url = server.Put("master.m3u8",
            "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=64000,CODECS=\"mp4a.40.2\"\nmissing.m3u8\n#EXT-X-STREAM-INF:BANDWIDTH=128000,CODECS=\"mp4a.40.2\"\nmedia.m3u8\n");
        await using var checker = new Checker();
        var report = await checker.RunAsync(url);

        var hls = report.HlsInfo!;
        Assert.Equal((true, 2, 3, false), (hls.IsMasterPlaylist, hls.VariantStreams.Count, hls.SegmentCount, hls.SegmentsAccessible));
        Assert.Equal([false, true], hls.Variants.Select(v => v.Accessible));
        Assert.Equal(404, hls.Segments[0].HttpStatus);
        Assert.Null(hls.Segments[1].Error);
        Assert.Contains(FindingCodes.HlsSegmentUnavailable, report.Codes());
        Assert.Contains(FindingCodes.HlsVariantUnavailable, report.Codes());
        Assert.Equal(VerdictState.Failing, report.Verdict.State);
    }

    [Theory]
    [InlineData(404, "could not be had: HTTP 404")]
    [InlineData(200, "key has 3 bytes instead of 16")]
    public async Task A_key_that_cannot_be_used_fails(int status, string message)
    {
        await using var server = await HlsServer.StartAsync(HlsPackaging.Encrypted);
        server.Put("key.bin", [1, 2, 3], $"{status} x");
        await using var checker = new Checker();
        var report = await checker.RunAsync(server.OnDemand, phase: 3);

        Assert.Equal((false, false), (report.HlsInfo!.KeysAccessible, report.HlsInfo.SegmentsAccessible));
        Assert.Contains(report.Findings, f => f.Code == FindingCodes.HlsKeyUnavailable && f.Message.Contains(message, StringComparison.Ordinal));
        Assert.Equal(StepStatus.Skipped, report.AudioAnalysis!.Status);
        Assert.Single(server.Asked, a => a == "key.bin");
    }

    [Fact]
    public async Task Addresses_in_a_playlist_are_guarded()
    {
        await using var server = await HlsServer.StartAsync();
        var url = server.Put("evil.m3u8", "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nhttp://10.1.2.3/a.ts\n#EXTINF:1,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n");
        await using var checker = new Checker();
        var report = await checker.RunAsync(url);

        Assert.Contains("not a public address", report.HlsInfo!.Segments[0].Error, StringComparison.Ordinal);
        Assert.Contains("Scheme 'file' is not allowed", report.HlsInfo.Segments[1].Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_audio_rendition_is_preferred_to_a_variant_with_pictures()
    {
        await using var server = await HlsServer.StartAsync();
        var url = server.Put("master.m3u8",
            "#EXTM3U\n#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID=\"a\",NAME=\"Deutsch\",LANGUAGE=\"de\",DEFAULT=YES,URI=\"index.m3u8\"\n"
            + "#EXT-X-STREAM-INF:BANDWIDTH=2000000,CODECS=\"avc1.64001f,mp4a.40.2\",RESOLUTION=1280x720,AUDIO=\"a\"\nvideo.m3u8\n");
        await using var checker = new Checker();
        var report = await checker.RunAsync(url);

        Assert.EndsWith("/index.m3u8", report.HlsInfo!.MediaPlaylist, StringComparison.Ordinal);
        Assert.Equal(("Deutsch", "de"), (report.HlsInfo.Renditions[0].Name, report.HlsInfo.Renditions[0].Language));
        Assert.Equal("AAC", report.Measured!.Codec);
    }

    [Fact]
    public async Task A_break_marked_in_the_playlist_is_an_advertisement()
    {
        await using var server = await HlsServer.StartAsync();
        var url = server.Live(window: 30, before: i => i switch { 130 => "#EXT-X-CUE-OUT:6", 136 => "#EXT-X-CUE-IN", _ => null });
        server.Put("vod.m3u8", HlsServer.Window(126, 20, i => i switch { 130 => "#EXT-X-CUE-OUT:6", 136 => "#EXT-X-CUE-IN", _ => null }) + "#EXT-X-ENDLIST\n");
        await using var checker = new Checker(("StreamHealth:Ads:MonitorSeconds", "15"));
        var report = await checker.RunAsync(new Uri(url, "vod.m3u8"), phase: 4, seconds: 2);

        var found = Assert.Single(report.AdDetection!.AdBreaks);
        Assert.Equal((4.0, 10.0), (Math.Round(found.StartTime), Math.Round(found.EndTime)));
        Assert.Equal("playlist_marker", found.DetectionMethod);
        Assert.Equal(["out", "in"], report.HlsInfo!.Markers.Select(m => m.Kind));
    }
}
