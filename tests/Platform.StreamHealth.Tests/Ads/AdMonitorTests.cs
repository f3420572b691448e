using System.Globalization;
using System.Text;
using Platform.StreamHealth.Checks;
using Platform.StreamHealth.Checks.Ads;
using Platform.StreamHealth.Checks.Reporting;
using Platform.StreamHealth.Tests.Checks;
using Platform.StreamHealth.Tests.Hls;
using Platform.Testing.Audio;
using Platform.Testing.Servers;

namespace Platform.StreamHealth.Tests.Ads;

/// <summary>Phase 4 on real connections.</summary>
public sealed class AdMonitorTests : IAsyncLifetime
{
    private BadHttpServer _server = null!;

    public async Task InitializeAsync() => _server = await BadHttpServer.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    private static async Task<CheckReport> CheckAsync(Uri url, params (string, string)[] settings)
    {
        await using var checker = new Checker(settings);
        return await checker.Get<StreamCheck>().RunAsync(
            new CheckRequest { Url = url.AbsoluteUri, Phase = 4, SampleSeconds = 3, MonitorSeconds = 30 }, CancellationToken.None);
    }

    [Fact]
    public async Task SC_12_Eight_seconds_of_commercials_in_thirty_are_one_break_and_120_an_hour()
    {
        var url = await TitledServer.AddAsync(_server, "", 60, (0, "Commercial break"), (8, "Nina Simone - Feeling Good"));
        var report = await CheckAsync(url);

        var ads = report.AdDetection!;
        var only = Assert.Single(ads.AdBreaks);
        Assert.Equal((0, 8, "metadata_marker", "Commercial break"), (only.StartTime, only.EndTime, only.DetectionMethod, only.Title));
        Assert.Equal((true, 30, 8, 120.0), (ads.AdsDetected, ads.MonitoringDurationSeconds, ads.TotalAdTimeSeconds, ads.AdFrequencyPerHour));
        Assert.Equal(["Commercial break", "Nina Simone - Feeling Good"], ads.Titles.Select(t => t.Title));
        Assert.Equal((4, 100, VerdictState.Healthy), (report.Phase, report.HealthScore, report.Verdict.State));
        Assert.Contains(report.Findings, f => f is { Code: FindingCodes.AdsDetected, Severity: Severity.Info });
    }

    [Fact]
    public async Task SC_12_Radio_One_is_not_an_advertisement()
    {
        var url = await TitledServer.AddAsync(_server, "icy-genre: Adult Contemporary\r\n", 60, (0, "Radio One"), (8, "Adele - Hello"));
        var ads = (await CheckAsync(url)).AdDetection!;

        Assert.Equal((false, 0, 0.0, 30.0), (ads.AdsDetected, ads.AdBreaks.Count, ads.AdFrequencyPerHour, ads.MonitoringDurationSeconds));
    }

    [Fact]
    public async Task A_break_still_on_is_closed_at_the_end_and_short_ones_do_not_count()
    {
        var url = await TitledServer.AddAsync(_server, "", 60, (0, "Music"), (4, "Promo"), (8, "Music"), (20, "Werbung"));
        var ads = (await CheckAsync(url, ("StreamHealth:Ads:TitlePatterns", "promo, werbung"))).AdDetection!;

        var only = Assert.Single(ads.AdBreaks);
        Assert.Equal((20, 30, 10), (only.StartTime, only.EndTime, only.DurationSeconds));
    }

    [Fact]
    public async Task Cues_of_a_playlist_are_breaks()
    {
        await using var hls = await HlsServer.StartAsync();
        var playlist = new StringBuilder("#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:1\n");
        for (var i = 0; i < TestHls.Segments; i++)
        {
            if (i == 2) playlist.Append("#EXT-X-CUE-OUT:6\n");
            if (i == 8) playlist.Append("#EXT-X-CUE-IN\n");
            playlist.Append(CultureInfo.InvariantCulture, $"#EXTINF:1.0,\ns{i}.ts\n");
        }

        var ads = (await CheckAsync(hls.Put("cues.m3u8", playlist.Append("#EXT-X-ENDLIST\n").ToString()))).AdDetection!;
        var only = Assert.Single(ads.AdBreaks);
        Assert.Equal((2, 8, "playlist_marker"), (only.StartTime, only.EndTime, only.DetectionMethod));
        Assert.Equal((12, 300.0), (ads.MonitoringDurationSeconds, ads.AdFrequencyPerHour));
    }

    [Fact]
    public async Task A_genre_of_advertisements_is_a_break_from_end_to_end()
    {
        var url = await TitledServer.AddAsync(_server, "icy-genre: Commercial\r\n", 60, (0, "Some title"));
        var only = Assert.Single((await CheckAsync(url)).AdDetection!.AdBreaks);

        Assert.Equal((0, 30, "Commercial"), (only.StartTime, only.EndTime, only.Genre));
    }

    [Fact]
    public async Task A_stream_without_titles_is_skipped_at_once_with_the_reason()
    {
        var audio = await TestAudio.BytesAsync(AudioVariant.Programme);
        var url = _server.Add("/plain.mp3", async (stream, cancellationToken) =>
        {
            await stream.WriteAsync("HTTP/1.0 200 OK\r\nContent-Type: audio/mpeg\r\n\r\n"u8.ToArray(), cancellationToken);
            await stream.WriteAsync(audio, cancellationToken);
            await Task.Delay(Timeout.Infinite, cancellationToken);
        });
        var report = await CheckAsync(url);

        Assert.Equal(StepStatus.Skipped, report.AdDetection!.Status);
        Assert.Contains("neither in-band titles nor markers", report.AdDetection.Reason, StringComparison.Ordinal);
        Assert.Equal(100, report.HealthScore);
    }

    [Fact]
    public async Task A_stream_that_cannot_be_opened_is_skipped_with_the_reason()
    {
        var report = await CheckAsync(_server.UrlOf(BadBehaviour.NotFound));

        Assert.Equal((StepStatus.Skipped, "The stream could not be opened"), (report.AdDetection!.Status, report.AdDetection.Reason));
    }

    [Fact]
    public async Task A_stream_that_drops_while_watched_is_told()
    {
        var audio = await TestAudio.BytesAsync(AudioVariant.Programme);
        var url = _server.Add("/short.mp3", async (stream, cancellationToken) =>
        {
            await stream.WriteAsync("HTTP/1.0 200 OK\r\nContent-Type: audio/mpeg\r\nicy-metaint: 160000\r\n\r\n"u8.ToArray(), cancellationToken);
            await stream.WriteAsync(audio.AsMemory(0, 10 * TitledServer.BytesPerSecond), cancellationToken);
        });
        var report = await CheckAsync(url);

        Assert.Equal(10, report.AdDetection!.MonitoringDurationSeconds, 0.5);
        Assert.Equal([FindingCodes.Dropped], report.Codes());
    }

    [Fact]
    public async Task A_cancelled_read_loses_no_byte()
    {
        var bytes = new byte[100_000];
        new Random(5).NextBytes(bytes);
        var pipe = new System.IO.Pipelines.Pipe();
        await using var resumable = new ResumableStream(pipe.Reader.AsStream());
        using (var impatient = new CancellationTokenSource())
        {
            var read = resumable.ReadAsync(new byte[10], impatient.Token).AsTask();
            await impatient.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read);
        }

        var writing = Task.Run(async () =>
        {
            await pipe.Writer.WriteAsync(bytes);
            await pipe.Writer.CompleteAsync();
        });
        using var copy = new MemoryStream();
        await resumable.CopyToAsync(copy);
        await writing;
        Assert.Equal(bytes, copy.ToArray());
    }
}
