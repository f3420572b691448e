using System.Globalization;
using System.Text;
using Platform.StreamHealth.Checks;
using Platform.StreamHealth.Checks.Reporting;
using Platform.StreamHealth.Tests.Checks;
using Platform.Testing.Audio;

namespace Platform.StreamHealth.Tests.Hls;

/// <summary>Kinds of HLS that are recognised for what they are, and not taken for broken.</summary>
public sealed class HlsKindsTests
{
    private const string Head = "#EXTM3U\n#EXT-X-VERSION:6\n#EXT-X-TARGETDURATION:1\n#EXT-X-PLAYLIST-TYPE:VOD\n";
    private const string Segments = "#EXTINF:1.0,\ns0.ts\n#EXTINF:1.0,\ns1.ts\n#EXTINF:1.0,\ns2.ts\n#EXT-X-ENDLIST\n";

    [Theory]
    [InlineData("METHOD=SAMPLE-AES,URI=\"skd://key\",KEYFORMAT=\"com.apple.streamingkeydelivery\",KEYFORMATVERSIONS=\"1\"", "SAMPLE-AES (FairPlay)", null)]
    [InlineData("METHOD=SAMPLE-AES-CTR,URI=\"data:text/plain;base64,AAAA\",KEYFORMAT=\"urn:uuid:edef8ba9-79d6-4ace-a3c8-27dcd51d21ed\"", "SAMPLE-AES-CTR (Widevine)", null)]
    [InlineData("METHOD=SAMPLE-AES,URI=\"key.bin\"", "SAMPLE-AES", true)]
    public async Task A_stream_for_licensed_players_is_there_but_not_heard(string key, string protection, bool? keys)
    {
        await using var server = await HlsServer.StartAsync();
        server.Put("key.bin", new byte[16]);
        await using var checker = new Checker();
        var report = await checker.RunAsync(server.Put("drm.m3u8", $"{Head}#EXT-X-KEY:{key}\n{Segments}"), phase: 3);

        Assert.Equal(VerdictState.Healthy, report.Verdict.State);
        Assert.Equal([FindingCodes.HlsProtected], report.Findings.Select(f => f.Code));
        Assert.Equal((protection, keys, true), (report.HlsInfo!.Protection, report.HlsInfo.KeysAccessible, report.HlsInfo.SegmentsAccessible));
        Assert.Equal(StepStatus.Skipped, report.AudioAnalysis!.Status);
        Assert.Contains("only licensed players", report.AudioAnalysis.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_segment_or_a_key_that_is_missing_fails_also_under_protection()
    {
        await using var server = await HlsServer.StartAsync();
        server.Remove("key.bin");
        server.Remove("s2.ts");
        await using var checker = new Checker();
        var report = await checker.RunAsync(server.Put("a.m3u8", $"{Head}#EXT-X-KEY:METHOD=SAMPLE-AES,URI=\"key.bin\"\n{Segments}"));
        Assert.Contains(FindingCodes.HlsKeyUnavailable, report.Codes());

        report = await checker.RunAsync(server.Put("b.m3u8", $"{Head}#EXT-X-KEY:METHOD=SAMPLE-AES,URI=\"skd://k\",KEYFORMAT=\"com.apple.streamingkeydelivery\"\n{Segments}"));
        Assert.Equal([FindingCodes.HlsSegmentUnavailable], report.Codes());
    }

    [Fact]
    public async Task Of_several_keys_for_the_same_segments_the_free_one_is_used()
    {
        await using var server = await HlsServer.StartAsync(HlsPackaging.Encrypted);
        const string Licence = "#EXT-X-KEY:METHOD=SAMPLE-AES,URI=\"skd://k\",KEYFORMAT=\"com.apple.streamingkeydelivery\"\n";
        var packaged = await File.ReadAllTextAsync(Path.Combine(server.Folder, "index.m3u8"));
        var free = packaged.IndexOf("#EXT-X-KEY", StringComparison.Ordinal);
        var after = packaged.IndexOf('\n', free) + 1;
        await using var checker = new Checker();
        foreach (var at in new[] { free, after })
        {
            var report = await checker.RunAsync(server.Put("both.m3u8", packaged.Insert(at, Licence)));
            Assert.Equal((null, true), (report.HlsInfo!.Protection, report.HlsInfo.KeysAccessible));
            Assert.Equal("AAC", report.Measured!.Codec);
        }
    }

    [Fact]
    public async Task Low_latency_is_recognised_and_judged_by_its_whole_segments()
    {
        await using var server = await HlsServer.StartAsync();
        const string Before = "#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK=1.0\n#EXT-X-PART-INF:PART-TARGET=0.334\n";
        const string After = "#EXT-X-PART:DURATION=0.334,URI=\"p.0.ts\",INDEPENDENT=YES\n#EXT-X-PART:DURATION=0.333,URI=\"p.1.ts\"\n#EXT-X-PRELOAD-HINT:TYPE=PART,URI=\"p.2.ts\"\n#EXT-X-RENDITION-REPORT:URI=\"../b.m3u8\",LAST-MSN=1,LAST-PART=1\n";
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var url = server.Put("low.m3u8", () => HlsServer.Window(100 + (long)clock.Elapsed.TotalSeconds, 6).Replace("#EXT-X-MEDIA-SEQ", $"{Before}#EXT-X-MEDIA-SEQ", StringComparison.Ordinal) + After);
        await using var checker = new Checker();
        var report = await checker.RunAsync(url, phase: 3);

        Assert.Empty(report.Codes());
        Assert.Equal(new HlsLowLatencyFacts(0.334, 2, true, true), report.HlsInfo!.LowLatency);
        Assert.Contains(report.Findings, f => f is { Code: FindingCodes.HlsLowLatency, Severity: Severity.Info } && f.Message.Contains("0.334 s", StringComparison.Ordinal));
        Assert.False(report.HlsInfo.Stale);
        Assert.Equal(StepStatus.Ok, report.AudioAnalysis!.Status);
    }

    [Theory]
    [InlineData("#EXT-X-PART:DURATION=0.3,URI=\"p\"\n", "no EXT-X-PART-INF")]
    [InlineData("#EXT-X-PART-INF:PART-TARGET=0.2\n#EXT-X-PART:DURATION=0.3,URI=\"p\"\n", "longer than PART-TARGET")]
    public async Task Parts_that_break_their_rules_are_told(string tags, string message)
    {
        await using var server = await HlsServer.StartAsync();
        await using var checker = new Checker();
        var report = await checker.RunAsync(server.Put("low.m3u8", Head + tags + Segments));

        Assert.Contains(report.Findings, f => f is { Code: FindingCodes.HlsInvalid, Severity: Severity.Warning } && f.Message.Contains(message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Timed_titles_in_segments_are_advertisements_where_they_stand()
    {
        await using var server = await HlsServer.StartAsync();
        var frames = Frames(await TestAudio.BytesAsync(AudioVariant.Programme, AudioEncoding.Aac));
        var playlist = new StringBuilder(Head);
        // 43 frames of 1024 samples at 44.1 kHz are 0.9985 s.
        for (var i = 0; i < 12; i++)
        {
            server.Put($"t{i.ToString(CultureInfo.InvariantCulture)}.aac", [.. Title(i is >= 2 and < 8 ? "Commercial break" : "Nina Simone - Sinnerman"), .. frames.Skip(i * 43).Take(43).SelectMany(f => f)]);
            playlist.Append(CultureInfo.InvariantCulture, $"#EXTINF:0.9985,\nt{i}.aac\n");
        }

        await using var checker = new Checker();
        var url = server.Put("titles.m3u8", playlist.Append("#EXT-X-ENDLIST\n").ToString());
        var report = await checker.Get<StreamCheck>().RunAsync(new CheckRequest { Url = url.AbsoluteUri, Phase = 4, SampleSeconds = 3, MonitorSeconds = 30 }, CancellationToken.None);

        var only = Assert.Single(report.AdDetection!.AdBreaks);
        Assert.Equal((2.0, 8.0, "metadata_marker"), (Math.Round(only.StartTime, 1), Math.Round(only.EndTime, 1), only.DetectionMethod));
    }

    private static byte[] Title(string title)
    {
        var text = Encoding.UTF8.GetBytes(title);
        var frame = (byte)(text.Length + 1);
        return [.. "ID3\x04\0\0\0\0\0"u8, (byte)(frame + 10), .. "TIT2\0\0\0"u8, frame, 0, 0, 3, .. text];
    }

    private static List<byte[]> Frames(byte[] adts)
    {
        List<byte[]> frames = [];
        for (var at = 0; at + 7 <= adts.Length;)
        {
            var length = ((adts[at + 3] & 3) << 11) | (adts[at + 4] << 3) | (adts[at + 5] >> 5);
            frames.Add(adts[at..Math.Min(at + length, adts.Length)]);
            at += length;
        }

        return frames;
    }
}
