using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Platform.Media.Urls;
using Platform.StreamHealth.Checks.Connectivity;
using Platform.StreamHealth.Checks.Reporting;
using Platform.Testing.Servers;

namespace Platform.StreamHealth.Tests.Checks;

public sealed class PlaylistTests : IAsyncLifetime
{
    private BadHttpServer _server = null!;

    public async Task InitializeAsync() => _server = await BadHttpServer.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    private Uri Add(string path, string type, string text) => _server.Add(path, (stream, c) =>
        stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: {type}\r\nContent-Length: {text.Length}\r\n\r\n{text}"), c).AsTask());

    [Fact]
    public async Task Entries_are_tried_in_order_and_the_first_that_works_is_the_stream()
    {
        var url = Add("/list.m3u", "audio/x-mpegurl", "#EXTM3U\n/NotFound\nhttp://127.0.0.1:1/closed\nftp://x/y\n/RefusesHead\n/Chunked\n");
        await using var checker = new Checker();
        var report = await checker.RunAsync(url);

        Assert.Equal(ConnectivityStatus.Success, report.Connectivity.Status);
        Assert.Equal(2, report.Connectivity.Hops.Count);
        Assert.EndsWith("/RefusesHead", report.Connectivity.FinalUrl, StringComparison.Ordinal);
        Assert.Equal([false, false, false, true], report.Connectivity.PlaylistEntries.Select(e => e.Works));
        Assert.Equal(Enumerable.Repeat(FindingCodes.PlaylistEntryDead, 3), report.Codes());
        Assert.DoesNotContain(_server.Requests, r => r.Contains("/Chunked", StringComparison.Ordinal));
    }

    [Fact]
    public async Task When_no_entry_works_the_report_says_why()
    {
        await using var checker = new Checker();
        var report = await checker.RunAsync(Add("/dead.pls", "audio/x-scpls", "[playlist]\nFile1=/NotFound\nFile2=/ClosesWithoutHeaders\n"));

        Assert.Equal(FindingCodes.HttpStatus, report.Connectivity.ErrorCode);
        Assert.Equal("None of the playlist's 2 entries works; the first: HTTP 404: Not Found", report.Connectivity.Error);
    }

    [Fact]
    public async Task Xspf_leads_to_the_stream()
    {
        await using var checker = new Checker();
        var report = await checker.RunAsync(Add("/list.xspf", "application/xspf+xml",
            "<?xml version=\"1.0\"?><playlist version=\"1\" xmlns=\"http://xspf.org/ns/0/\"><trackList><track><title>x</title><location> /RefusesHead </location></track></trackList></playlist>"));

        Assert.Equal(VerdictState.Healthy, report.Verdict.State);
        Assert.EndsWith("/RefusesHead", report.Connectivity.FinalUrl, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nested_playlists_are_followed_and_circles_refused_wherever_they_close()
    {
        Add("/inner.pls", "audio/x-scpls", "[playlist]\nFile1=/outer.m3u\nFile2=/RefusesHead\n");
        await using var checker = new Checker();
        var report = await checker.RunAsync(Add("/outer.m3u", "audio/x-mpegurl", "/inner.pls\n"));

        Assert.Equal(ConnectivityStatus.Success, report.Connectivity.Status);
        Assert.Contains(report.Connectivity.PlaylistEntries, e => !e.Works && e.Error!.Contains("leads back to", StringComparison.Ordinal));
        Assert.Equal(1, _server.Requests.Count(r => r.Contains("/outer.m3u", StringComparison.Ordinal)));
    }

    [Fact]
    public void Xml_from_strangers_opens_nothing()
    {
        const string Bomb = "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\"><!ENTITY b \"&a;&a;\">]><playlist><location>&b;</location></playlist>";
        var read = Playlist.Parse(Bomb, new Uri("http://radio.example/"), cut: false);

        Assert.Empty(read.Entries);
        Assert.Equal(FindingCodes.PlaylistEmpty, read.Failure!.Code);
    }

    [Fact]
    public async Task A_dash_manifest_is_recognised()
    {
        await using var checker = new Checker();
        var report = await checker.RunAsync(Add("/live.mpd", "application/dash+xml",
            "<?xml version=\"1.0\"?><MPD type=\"dynamic\"><Period><AdaptationSet mimeType=\"audio/mp4\" lang=\"de\"><Representation codecs=\"mp4a.40.2\" bandwidth=\"128000\"/></AdaptationSet></Period></MPD>"), phase: 3);

        Assert.Equal(("DASH", "high"), (report.StreamType!.Type, report.StreamType.Confidence));
        Assert.Equal(new DashAudio("mp4a.40.2", 128, "de"), Assert.Single(report.DashInfo!.Audio));
        Assert.Empty(report.Codes());
        Assert.Contains(report.Findings, f => f.Code == FindingCodes.DashNotAnalysed);
        Assert.Equal(StepStatus.Skipped, report.AudioAnalysis!.Status);
    }

    [Theory]
    [InlineData("ICY 200 OK\r\nicy-notice2:SHOUTcast Distributed Network Audio Server/Linux v1.9.8<BR>\r\n", "Shoutcast", "high", "1.9.8", "v1, answers ICY 200 OK")]
    [InlineData("ICY 200 OK\r\nicy-name:x\r\n", "Shoutcast", "medium", null, "v1, answers ICY 200 OK")]
    [InlineData("HTTP/1.0 200 OK\r\nicy-notice2:Shoutcast DNAS/posix(linux x64) v2.6.1.777<BR>\r\n", "Shoutcast", "high", "2.6.1.777", "v2")]
    [InlineData("HTTP/1.0 200 OK\r\nServer: Icecast 2.4.4\r\n", "Icecast", "high", "2.4.4", null)]
    [InlineData("HTTP/1.0 200 OK\r\nicy-br:128\r\n", "ICY Stream", "medium", null, null)]
    [InlineData("HTTP/1.0 200 OK\r\n", "Direct HTTP", "medium", null, null)]
    public async Task Servers_are_told_apart(string head, string type, string confidence, string? version, string? detail)
    {
        var audio = await Platform.Testing.Audio.TestAudio.BytesAsync(Platform.Testing.Audio.AudioVariant.Programme);
        var url = _server.Add("/kind", async (stream, c) =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(head + "Content-Type: audio/mpeg\r\n\r\n"), c);
            await stream.WriteAsync(audio, c);
        });
        await using var checker = new Checker();
        var found = (await checker.RunAsync(url)).StreamType!;

        Assert.Equal((type, confidence, version, detail), (found.Type, found.Confidence, found.ServerVersion, found.Detail));
    }

    [Fact]
    public async Task All_addresses_of_a_host_are_tried_and_reported()
    {
        var names = new Names(new() { ["radio.example"] = ["127.0.0.9", "127.0.0.1", "::1"], ["one.example"] = ["127.0.0.1"] });
        await using var checker = new Checker(s => s.AddSingleton<IHostResolver>(names));
        var report = await checker.RunAsync($"http://radio.example:{_server.Port}/RefusesHead");

        Assert.Equal(ConnectivityStatus.Success, report.Connectivity.Status);
        Assert.Equal(["127.0.0.9", "127.0.0.1", "::1"], report.Connectivity.Addresses.Select(a => a.Address));
        Assert.Equal(["ipv4", "ipv4", "ipv6"], report.Connectivity.Addresses.Select(a => a.Family));
        Assert.Equal([false, true, false], report.Connectivity.Addresses.Select(a => a.Used));
        Assert.Equal([false, true], report.Connectivity.Addresses.Take(2).Select(a => a.Reachable!.Value));
        Assert.Contains(FindingCodes.AddressUnreachable, report.Codes());

        report = await checker.RunAsync($"http://one.example:{_server.Port}/RefusesHead");
        Assert.Empty(report.Codes());
        Assert.True(Assert.Single(report.Connectivity.Addresses).Used);
    }

    private sealed class Names(Dictionary<string, string[]> known) : IHostResolver
    {
        public Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<IPAddress>>([.. known[host].Select(IPAddress.Parse)]);
    }
}
