using System.Diagnostics;
using System.Text;
using Platform.StreamHealth.Checks.Reporting;
using Platform.Testing.Servers;

namespace Platform.StreamHealth.Tests.Checks;

/// <summary>Servers that misbehave: each gets one request, a clear error, and bounded time and memory.</summary>
public sealed class MisbehavingServerTests : IAsyncLifetime
{
    private BadHttpServer _server = null!;

    public async Task InitializeAsync() => _server = await BadHttpServer.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Theory]
    [InlineData(BadBehaviour.NeverAnswers, nameof(ConnectivityStatus.Timeout), FindingCodes.HttpTimeout, "did not answer within 3 s")]
    [InlineData(BadBehaviour.EndlessHeaders, nameof(ConnectivityStatus.Error), FindingCodes.HeadersTooLarge, "response headers exceed")]
    [InlineData(BadBehaviour.ClosesWithoutHeaders, nameof(ConnectivityStatus.ConnectionError), FindingCodes.HttpClosed, "without an answer")]
    [InlineData(BadBehaviour.RedirectLoop, nameof(ConnectivityStatus.Error), FindingCodes.RedirectLoop, "leads back to")]
    [InlineData(BadBehaviour.RedirectToPrivate, nameof(ConnectivityStatus.ConnectionError), FindingCodes.UrlRefused, "redirect leads to an address that is not allowed")]
    [InlineData(BadBehaviour.RedirectToFile, nameof(ConnectivityStatus.Error), FindingCodes.UrlInvalid, "Scheme 'file' is not allowed")]
    [InlineData(BadBehaviour.HugePlaylist, nameof(ConnectivityStatus.Error), FindingCodes.PlaylistTooLarge, "longer than 1000 lines")]
    [InlineData(BadBehaviour.WebPage, nameof(ConnectivityStatus.Error), FindingCodes.NotAudio, "a web page instead of audio")]
    [InlineData(BadBehaviour.Empty, nameof(ConnectivityStatus.Error), FindingCodes.NoAudioBytes, "before any audio")]
    [InlineData(BadBehaviour.NotFound, nameof(ConnectivityStatus.Error), FindingCodes.HttpStatus, "HTTP 404: Not Found")]
    public async Task A_stream_that_cannot_be_opened_is_explained(BadBehaviour behaviour, string status, string code, string message)
    {
        // Short only where the time-out is what is tested: a busy machine may take seconds to answer itself.
        var answerTimeout = behaviour == BadBehaviour.NeverAnswers ? "3" : "30";
        await using var checker = new Checker(("StreamHealth:Checks:AnswerTimeoutSeconds", answerTimeout));
        var clock = Stopwatch.StartNew();
        var report = await checker.RunAsync(_server.UrlOf(behaviour), phase: 3);

        Assert.Equal(status, report.Connectivity.Status.ToString());
        Assert.Equal(code, report.Connectivity.ErrorCode);
        Assert.Contains(message, report.Connectivity.Error, StringComparison.Ordinal);
        Assert.Equal(VerdictState.Failing, report.Verdict.State);
        Assert.Equal(code, report.Findings[0].Code);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(29), $"took {clock.Elapsed}");
        Assert.Single(_server.Requests);
    }

    [Fact]
    public async Task A_redirect_to_a_web_page_is_a_type_of_its_own()
    {
        await using var checker = new Checker();
        var report = await checker.RunAsync(_server.UrlOf(BadBehaviour.RedirectToPage));

        Assert.Equal(("Redirect to Web Page", "high"), (report.StreamType!.Type, report.StreamType.Confidence));
        Assert.EndsWith("/WebPage", report.StreamType.RedirectUrl, StringComparison.Ordinal);
        Assert.Equal(FindingCodes.NotAudio, report.Connectivity.ErrorCode);
    }

    [Fact]
    public async Task A_stall_ends_the_listening_and_what_was_heard_is_analysed()
    {
        await using var checker = new Checker(("StreamHealth:Checks:StallTimeoutSeconds", "3"));
        var report = await checker.RunAsync(_server.UrlOf(BadBehaviour.Stalls), phase: 3, seconds: 10);

        Assert.Contains(FindingCodes.Stalled, report.Codes());
        Assert.Equal("The stream stalled: no data for 3 s", report.ConnectionQuality!.Reason);
        Assert.Equal(StepStatus.Ok, report.AudioAnalysis!.Status);
        Assert.Equal(2, report.AudioAnalysis.SampleSeconds, 0.2);
    }

    [Fact]
    public async Task A_short_file_is_heard_to_its_end()
    {
        await using var checker = new Checker();
        var report = await checker.RunAsync(_server.UrlOf(BadBehaviour.ClosesMidway), phase: 3, seconds: 10);

        Assert.Equal(VerdictState.Healthy, report.Verdict.State);
        Assert.Equal(2, report.AudioAnalysis!.SampleSeconds, 0.2);
    }

    [Fact]
    public async Task Audio_slower_than_it_plays_is_unstable()
    {
        await using var checker = new Checker(("StreamHealth:Checks:ListenAllowanceSeconds", "2"));
        var report = await checker.RunAsync(_server.UrlOf(BadBehaviour.Trickles), phase: 3, seconds: 3);

        Assert.Contains(FindingCodes.Slow, report.Codes());
        Assert.False(report.ConnectionQuality!.Stable);
    }

    [Fact]
    public async Task Ten_gigabytes_are_not_taken()
    {
        await using var checker = new Checker();
        var before = GC.GetTotalAllocatedBytes();
        var report = await checker.RunAsync(_server.UrlOf(BadBehaviour.EndlessBody), phase: 3, seconds: 5);

        Assert.Equal(5, report.AudioAnalysis!.SampleSeconds, 0.1);
        Assert.Equal(VerdictState.Healthy, report.Verdict.State);
        Assert.True(report.ConnectionQuality!.BytesReceived < 4_000_000, $"{report.ConnectionQuality.BytesReceived} bytes taken");
        Assert.True(GC.GetTotalAllocatedBytes() - before < 64_000_000);
    }

    [Fact]
    public async Task Garbage_is_no_audio()
    {
        await using var checker = new Checker();
        var report = await checker.RunAsync(_server.UrlOf(BadBehaviour.Garbage), phase: 3);

        Assert.Null(report.Measured);
        Assert.Contains(FindingCodes.CodecUnknown, report.Codes());
        Assert.Equal(StepStatus.Error, report.AudioAnalysis!.Status);
        Assert.Equal(VerdictState.Failing, report.Verdict.State);
    }

    [Fact]
    public async Task Shoutcasts_own_protocol_is_understood()
    {
        await using var checker = new Checker();
        var report = await checker.RunAsync(_server.UrlOf(BadBehaviour.Shoutcast), phase: 3);

        Assert.Equal(VerdictState.Healthy, report.Verdict.State);
        Assert.Equal(("Shoutcast", "medium", "v1, answers ICY 200 OK"), (report.StreamType!.Type, report.StreamType.Confidence, report.StreamType.Detail));
        Assert.Equal(("Bad server", "Bad server - Title"), (report.Metadata!.Title, report.Metadata.StreamTitle));
        Assert.Equal(8000, report.Metadata.MetaInt);
    }

    [Fact]
    public async Task Chunks_are_put_together()
    {
        await using var checker = new Checker();
        var report = await checker.RunAsync(_server.UrlOf(BadBehaviour.Chunked), phase: 3);

        Assert.Equal(VerdictState.Healthy, report.Verdict.State);
        Assert.Equal(("MP3", 128), (report.Measured!.Codec, report.Measured.BitrateKbps));
    }

    [Fact]
    public async Task A_server_that_refuses_head_requests_is_reached()
    {
        await using var checker = new Checker();
        var report = await checker.RunAsync(_server.UrlOf(BadBehaviour.RefusesHead));

        Assert.Equal((ConnectivityStatus.Success, 200), (report.Connectivity.Status, report.Connectivity.HttpStatus));
        Assert.Equal("MP3", report.StreamParameters!.Codec);
        Assert.NotNull(report.Connectivity.ResponseTimeMs);
    }

    [Fact]
    public async Task Audio_announced_as_a_web_page_is_measured_all_the_same()
    {
        await using var checker = new Checker();
        var report = await checker.RunAsync(_server.UrlOf(BadBehaviour.WrongContentType));

        Assert.Equal("MP3", report.Measured!.Codec);
        Assert.Equal(ConnectivityStatus.Success, report.Connectivity.Status);
    }

    [Fact]
    public async Task A_wrong_bitrate_in_the_headers_is_a_finding()
    {
        var audio = await Platform.Testing.Audio.TestAudio.BytesAsync(Platform.Testing.Audio.AudioVariant.Programme);
        var url = _server.Add("/claims-320", async (stream, cancellationToken) =>
        {
            await stream.WriteAsync("HTTP/1.0 200 OK\r\nContent-Type: audio/aac\r\nicy-br: 320\r\n\r\n"u8.ToArray(), cancellationToken);
            await stream.WriteAsync(audio, cancellationToken);
        });
        await using var checker = new Checker();
        var report = await checker.RunAsync(url);

        Assert.Equal([FindingCodes.CodecMismatch, FindingCodes.BitrateMismatch], report.Codes());
        Assert.Contains(report.Findings, f => f.Message == "The server announces 320 kbit/s, the stream has 128 kbit/s");
        Assert.Equal(VerdictState.Degraded, report.Verdict.State);
    }

    [Fact]
    public async Task Playlists_lead_to_the_stream_and_never_in_circles()
    {
        _server.Add("/a.m3u", (stream, c) => Playlist(stream, "audio/x-mpegurl", "#EXTM3U\r\n#EXTINF:-1,Radio\r\nb.pls\r\n", c));
        _server.Add("/b.pls", (stream, c) => Playlist(stream, "audio/x-scpls", "[playlist]\nFile2=/NotFound\nFile1=/RefusesHead\nNumberOfEntries=2\n", c));
        _server.Add("/loop.m3u", (stream, c) => Playlist(stream, "audio/x-mpegurl", "/loop.pls", c));
        _server.Add("/loop.pls", (stream, c) => Playlist(stream, "text/plain", "[playlist]\nFile1=/loop.m3u\n", c));
        await using var checker = new Checker();

        var report = await checker.RunAsync(new Uri(_server.UrlOf(BadBehaviour.Empty), "/a.m3u"));
        Assert.Equal(VerdictState.Healthy, report.Verdict.State);
        Assert.Equal(3, report.Connectivity.Hops.Count);
        Assert.EndsWith("/RefusesHead", report.Connectivity.FinalUrl, StringComparison.Ordinal);

        report = await checker.RunAsync(new Uri(_server.UrlOf(BadBehaviour.Empty), "/loop.m3u"));
        Assert.Equal(FindingCodes.PlaylistLoop, report.Connectivity.ErrorCode);
    }

    [Fact]
    public async Task An_hls_playlist_is_recognised()
    {
        const string master = "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=64000\nlow.m3u8\n#EXT-X-STREAM-INF:BANDWIDTH=128000\nhigh.m3u8\n";
        var url = _server.Add("/live.m3u8", (stream, c) => Playlist(stream, "application/vnd.apple.mpegurl", master, c));
        await using var checker = new Checker();
        var report = await checker.RunAsync(url, phase: 3);

        Assert.Equal(("HLS", "high"), (report.StreamType!.Type, report.StreamType.Confidence));
        Assert.True(report.HlsInfo is { IsHls: true, IsMasterPlaylist: true, VariantStreams.Count: 2 });
        Assert.Equal(StepStatus.Skipped, report.AudioAnalysis!.Status);
    }

    private static Task Playlist(Stream stream, string type, string text, CancellationToken cancellationToken) =>
        stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: {type}\r\nContent-Length: {text.Length}\r\n\r\n{text}"), cancellationToken).AsTask();
}
