using System.Globalization;
using System.Text;
using Platform.StreamHealth.Checks;
using Platform.StreamHealth.Checks.Connectivity;
using Platform.StreamHealth.Tests.Checks;
using Platform.Testing.Audio;
using Platform.Testing.Servers;

namespace Platform.StreamHealth.Tests.Ads;

/// <summary>Titles of Ogg streams: with each, a server begins a new logical stream.</summary>
public sealed class OggTitleTests : IAsyncLifetime
{
    private BadHttpServer _server = null!;

    public async Task InitializeAsync() => _server = await BadHttpServer.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Theory]
    [InlineData(AudioEncoding.Vorbis)]
    [InlineData(AudioEncoding.Opus)]
    [InlineData(AudioEncoding.Flac)]
    public async Task Titles_of_chained_streams_are_followed_and_timed_by_the_pages(AudioEncoding encoding)
    {
        byte[] chain = [.. await PieceAsync(encoding, 8, "", "Commercial break"), .. await PieceAsync(encoding, 30, "Nina Simone", "Feeling Good")];
        var url = _server.Add("/chain.ogg", async (stream, cancellationToken) =>
        {
            await stream.WriteAsync("HTTP/1.0 200 OK\r\nContent-Type: application/ogg\r\nicy-name: Test\r\n\r\n"u8.ToArray(), cancellationToken);
            await stream.WriteAsync(chain, cancellationToken);
            await Task.Delay(Timeout.Infinite, cancellationToken);
        });
        await using var checker = new Checker();
        var report = await checker.Get<StreamCheck>().RunAsync(new CheckRequest { Url = url.AbsoluteUri, Phase = 4, SampleSeconds = 3, MonitorSeconds = 30 }, CancellationToken.None);

        Assert.Empty(report.Codes());
        var ads = report.AdDetection!;
        Assert.Equal(["Commercial break", "Nina Simone - Feeling Good"], ads.Titles.Select(t => t.Title));
        var only = Assert.Single(ads.AdBreaks);
        Assert.Equal((0, "metadata_marker"), (only.StartTime, only.DetectionMethod));
        Assert.Equal(8, only.EndTime, 0.3);
        Assert.Equal((30.0, 120.0), (ads.MonitoringDurationSeconds, ads.AdFrequencyPerHour));
        Assert.Equal("Nina Simone - Feeling Good", report.Metadata!.StreamTitle);
    }

    [Fact]
    public async Task Pages_are_understood_however_they_are_cut_and_after_damage()
    {
        var first = await PieceAsync(AudioEncoding.Opus, 3, "A", "One");
        var second = await PieceAsync(AudioEncoding.Opus, 3, "B", "Two");
        foreach (var cut in new[] { 1, 7, 4096, int.MaxValue })
        {
            List<string?> heard = [];
            var chain = new OggChain(m => heard.Add(m.Title));
            byte[] bytes = [.. first, .. "rubbish Og OggOggx"u8, .. second];
            for (var at = 0; at < bytes.Length; at += Math.Min(cut, bytes.Length)) chain.Take(bytes.AsSpan(at, Math.Min(cut, bytes.Length - at)));
            Assert.Equal(["A - One", "B - Two"], heard);
            Assert.Equal(6, chain.Position.TotalSeconds, 0.1);
        }
    }

    [Fact]
    public async Task What_is_not_Ogg_is_left_alone()
    {
        List<string?> heard = [];
        var chain = new OggChain(m => heard.Add(m.Title));
        chain.Take(Encoding.ASCII.GetBytes("ID3"));
        chain.Take(await PieceAsync(AudioEncoding.Opus, 3, "A", "One"));

        Assert.False(chain.IsOgg);
        Assert.Empty(heard);
    }

    private static async Task<byte[]> PieceAsync(AudioEncoding encoding, int seconds, string artist, string title)
    {
        var source = await TestAudio.FileAsync(AudioVariant.Programme, encoding);
        var path = Path.Combine(Path.GetTempPath(), $"ogg-{Guid.NewGuid():N}.ogg");
        await TestProgram.RunAsync(
            "ffmpeg", "-hide_banner", "-v", "error", "-nostdin", "-i", source, "-t", seconds.ToString(CultureInfo.InvariantCulture), "-c", "copy",
            "-map_metadata", "-1", "-metadata:s:a:0", $"artist={artist}", "-metadata:s:a:0", $"title={title}", path);
        var bytes = await File.ReadAllBytesAsync(path);
        File.Delete(path);
        return bytes;
    }
}
