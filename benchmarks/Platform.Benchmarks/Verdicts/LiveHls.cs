using System.Globalization;
using System.Text;
using Platform.Testing.Audio;
using Platform.Testing.Servers;

namespace Platform.Benchmarks.Verdicts;

/// <summary>A live playlist over packaged segments that gains one each second, and one that has stopped.</summary>
internal sealed class LiveHls
{
    private const int Window = 6;
    private readonly BadHttpServer _server;

    private LiveHls(BadHttpServer server)
    {
        _server = server;
        var start = TimeProvider.System.GetTimestamp();
        Live = Put("live.m3u8", "application/vnd.apple.mpegurl", () => Playlist(100 + (long)TimeProvider.System.GetElapsedTime(start).TotalSeconds));
        var stopped = Playlist(100);
        Stale = Put("stale.m3u8", "application/vnd.apple.mpegurl", () => stopped);
    }

    public Uri Live { get; }

    public Uri Stale { get; }

    public static async Task<LiveHls> StartAsync(BadHttpServer server)
    {
        var folder = await TestHls.FolderAsync(HlsPackaging.TransportStream);
        var hls = new LiveHls(server);
        for (var i = 0; i < TestHls.Segments; i++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"s{i}.ts");
            var bytes = await File.ReadAllBytesAsync(Path.Combine(folder, name));
            hls.Put(name, "video/mp2t", () => bytes);
        }

        return hls;
    }

    private static byte[] Playlist(long first)
    {
        var text = new StringBuilder("#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:1\n");
        text.Append(CultureInfo.InvariantCulture, $"#EXT-X-MEDIA-SEQUENCE:{first}\n#EXT-X-DISCONTINUITY-SEQUENCE:{(first + TestHls.Segments - 1) / TestHls.Segments}\n");
        for (var i = first; i < first + Window; i++)
        {
            if (i % TestHls.Segments == 0) text.Append("#EXT-X-DISCONTINUITY\n");
            text.Append(CultureInfo.InvariantCulture, $"#EXTINF:1.0,\ns{i % TestHls.Segments}.ts\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private Uri Put(string name, string type, Func<byte[]> body) => _server.Add($"/{name}", async (stream, cancellationToken) =>
    {
        var bytes = body();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: {type}\r\nContent-Length: {bytes.Length}\r\nConnection: close\r\n\r\n"), cancellationToken);
        await stream.WriteAsync(bytes, cancellationToken);
    });
}
