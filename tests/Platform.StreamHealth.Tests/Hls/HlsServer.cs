using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Platform.Testing.Audio;
using Platform.Testing.Servers;

namespace Platform.StreamHealth.Tests.Hls;

/// <summary>Serves HLS on loopback: a packaged folder, playlists of the test's own, and live windows that move with the clock.</summary>
internal sealed class HlsServer(BadHttpServer server, string folder) : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _asked = [];

    /// <summary>Names of the files that were asked for, in order.</summary>
    public IReadOnlyCollection<string> Asked => _asked;

    public static async Task<HlsServer> StartAsync(HlsPackaging packaging = HlsPackaging.TransportStream)
    {
        var served = new HlsServer(await BadHttpServer.StartAsync(), await TestHls.FolderAsync(packaging));
        foreach (var file in Directory.EnumerateFiles(served.Folder)) served.Put(Path.GetFileName(file), await File.ReadAllBytesAsync(file));
        return served;
    }

    public string Folder => folder;

    /// <summary>The packaged playlist as it is: ended, on demand.</summary>
    public Uri OnDemand => new(Root, "index.m3u8");

    private Uri Root => new($"http://127.0.0.1:{server.Port}/");

    public Uri Put(string name, string text) => Put(name, Encoding.UTF8.GetBytes(text));

    public Uri Put(string name, byte[] bytes, string status = "200 OK") => Put(name, () => (status, bytes));

    public Uri Put(string name, Func<string> text) => Put(name, () => ("200 OK", Encoding.UTF8.GetBytes(text())));

    public void Remove(string name) => Put(name, [], "404 Not Found");

    /// <summary>A live window over the packaged segments, over and over, that gains one a second.</summary>
    public Uri Live(int window = 6, Func<long, string?>? before = null)
    {
        var clock = Stopwatch.StartNew();
        return Put("live.m3u8", () => Window(100 + (long)clock.Elapsed.TotalSeconds, window, before));
    }

    public static string Window(long first, int window, Func<long, string?>? before = null)
    {
        var text = new StringBuilder("#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:1\n");
        text.Append(CultureInfo.InvariantCulture, $"#EXT-X-MEDIA-SEQUENCE:{first}\n#EXT-X-DISCONTINUITY-SEQUENCE:{(first + TestHls.Segments - 1) / TestHls.Segments}\n");
        for (var i = first; i < first + window; i++)
        {
            if (i % TestHls.Segments == 0) text.Append("#EXT-X-DISCONTINUITY\n");
            if (before?.Invoke(i) is { } tags) text.Append(tags).Append('\n');
            text.Append(CultureInfo.InvariantCulture, $"#EXTINF:1.0,\ns{i % TestHls.Segments}.ts\n");
        }

        return text.ToString();
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private Uri Put(string name, Func<(string Status, byte[] Bytes)> answer) => server.Add($"/{name}", async (stream, cancellationToken) =>
    {
        _asked.Enqueue(name);
        var (status, bytes) = answer();
        var type = name.EndsWith(".m3u8", StringComparison.Ordinal) ? "application/vnd.apple.mpegurl" : "video/mp2t";
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Type: {type}\r\nContent-Length: {bytes.Length}\r\nConnection: close\r\n\r\n"), cancellationToken);
        await stream.WriteAsync(bytes, cancellationToken);
    });
}
