using System.Globalization;
using System.Text;

namespace Platform.Testing.Servers;

/// <summary>The behaviours of a <see cref="BadHttpServer"/>.</summary>
internal sealed class BadReplies(byte[] audio)
{
    private const int BytesPerSecond = 16_000;
    private const int MetadataInterval = 8_000;
    private const string Mp3 = "HTTP/1.1 200 OK\r\nContent-Type: audio/mpeg\r\nConnection: close\r\n";

    public Func<BadRequest, CancellationToken, Task> For(BadBehaviour behaviour) => behaviour switch
    {
        BadBehaviour.NeverAnswers => (_, c) => Task.Delay(Timeout.Infinite, c),
        BadBehaviour.EndlessHeaders => EndlessHeadersAsync,
        BadBehaviour.ClosesWithoutHeaders => (_, _) => Task.CompletedTask,
        BadBehaviour.Stalls => StallAsync,
        BadBehaviour.ClosesMidway => CloseMidwayAsync,
        BadBehaviour.Trickles => TrickleAsync,
        BadBehaviour.EndlessBody => (r, c) => StreamAsync(r, Mp3 + "Content-Length: 10737418240\r\n\r\n", c),
        BadBehaviour.RedirectLoop => (r, c) => RedirectAsync(r, "/RedirectLoop", c),
        BadBehaviour.RedirectToPrivate => (r, c) => RedirectAsync(r, "http://10.255.255.1/", c),
        BadBehaviour.RedirectToFile => (r, c) => RedirectAsync(r, "file:///etc/passwd", c),
        BadBehaviour.RedirectToPage => (r, c) => RedirectAsync(r, "/WebPage", c),
        BadBehaviour.HugePlaylist => PlaylistAsync,
        BadBehaviour.WrongContentType => (r, c) => StreamAsync(r, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", c),
        BadBehaviour.WebPage => (r, c) => TextAsync(r, "200 OK", "text/html", "<!doctype html><title>No radio here</title>", c),
        BadBehaviour.Garbage => GarbageAsync,
        BadBehaviour.Empty => (r, c) => SendAsync(r, Mp3 + "Content-Length: 0\r\n\r\n", c),
        BadBehaviour.Shoutcast => ShoutcastAsync,
        BadBehaviour.Chunked => ChunkedAsync,
        BadBehaviour.RefusesHead => RefuseHeadAsync,
        _ => (r, c) => TextAsync(r, "404 Not Found", "text/plain", "There is nothing here.", c),
    };

    private static Task SendAsync(BadRequest request, string text, CancellationToken cancellationToken) =>
        request.Stream.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken).AsTask();

    private static Task TextAsync(BadRequest request, string status, string type, string body, CancellationToken cancellationToken) =>
        SendAsync(request, $"HTTP/1.1 {status}\r\nContent-Type: {type}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n\r\n{body}", cancellationToken);

    private static Task RedirectAsync(BadRequest request, string location, CancellationToken cancellationToken) =>
        SendAsync(request, $"HTTP/1.1 302 Found\r\nLocation: {location}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", cancellationToken);

    private static async Task EndlessHeadersAsync(BadRequest request, CancellationToken cancellationToken)
    {
        await SendAsync(request, "HTTP/1.1 200 OK\r\n", cancellationToken);
        for (var i = 0; ; i++) await SendAsync(request, $"X-Header-{i}: {new string('x', 200)}\r\n", cancellationToken);
    }

    private async Task StallAsync(BadRequest request, CancellationToken cancellationToken)
    {
        await CloseMidwayAsync(request, cancellationToken);
        await Task.Delay(Timeout.Infinite, cancellationToken);
    }

    private async Task CloseMidwayAsync(BadRequest request, CancellationToken cancellationToken)
    {
        await SendAsync(request, Mp3 + "\r\n", cancellationToken);
        await request.Stream.WriteAsync(audio.AsMemory(0, 2 * BytesPerSecond), cancellationToken);
    }

    private async Task TrickleAsync(BadRequest request, CancellationToken cancellationToken)
    {
        const int Step = BytesPerSecond / 100;
        await SendAsync(request, Mp3 + "\r\n", cancellationToken);
        for (var at = 0; ; at = (at + Step) % (audio.Length - Step))
        {
            await request.Stream.WriteAsync(audio.AsMemory(at, Step), cancellationToken);
            await Task.Delay(100, cancellationToken);
        }
    }

    private async Task StreamAsync(BadRequest request, string head, CancellationToken cancellationToken)
    {
        await SendAsync(request, head, cancellationToken);
        if (request.Method == "HEAD") return;
        while (true) await request.Stream.WriteAsync(audio, cancellationToken);
    }

    private static Task PlaylistAsync(BadRequest request, CancellationToken cancellationToken)
    {
        var text = new StringBuilder("#EXTM3U\n");
        for (var i = 0; i < 5_000; i++) text.Append(CultureInfo.InvariantCulture, $"/missing/{i}.mp3\n");
        return TextAsync(request, "200 OK", "audio/x-mpegurl", text.ToString(), cancellationToken);
    }

    private static async Task GarbageAsync(BadRequest request, CancellationToken cancellationToken)
    {
        await SendAsync(request, Mp3 + "\r\n", cancellationToken);
        var random = new Random(1);
        var block = new byte[4096];
        while (true)
        {
            random.NextBytes(block);
            await request.Stream.WriteAsync(block, cancellationToken);
            await Task.Delay(10, cancellationToken);
        }
    }

    private async Task ShoutcastAsync(BadRequest request, CancellationToken cancellationToken)
    {
        await SendAsync(request, $"ICY 200 OK\r\nicy-name:Bad server\r\nicy-genre:Test\r\nicy-br:128\r\nicy-metaint:{MetadataInterval}\r\ncontent-type:audio/mpeg\r\n\r\n", cancellationToken);
        var title = new byte[1 + (16 * 3)];
        title[0] = 3;
        Encoding.UTF8.GetBytes("StreamTitle='Bad server - Title';", title.AsSpan(1));
        for (var block = 0; ; block++)
        {
            var at = block * MetadataInterval % (audio.Length - MetadataInterval);
            await request.Stream.WriteAsync(audio.AsMemory(at, MetadataInterval), cancellationToken);
            await request.Stream.WriteAsync(block == 0 ? title : new byte[1], cancellationToken);
        }
    }

    private async Task ChunkedAsync(BadRequest request, CancellationToken cancellationToken)
    {
        await SendAsync(request, Mp3 + "Transfer-Encoding: chunked\r\n\r\n", cancellationToken);
        var random = new Random(2);
        for (var at = 0; ;)
        {
            var length = random.Next(1, 3_000);
            if (at + length > audio.Length) at = 0;
            await SendAsync(request, length.ToString("x", CultureInfo.InvariantCulture) + "\r\n", cancellationToken);
            await request.Stream.WriteAsync(audio.AsMemory(at, length), cancellationToken);
            await SendAsync(request, "\r\n", cancellationToken);
            at += length;
        }
    }

    private Task RefuseHeadAsync(BadRequest request, CancellationToken cancellationToken) => request.Method == "HEAD"
        ? TextAsync(request, "405 Method Not Allowed", "text/plain", "", cancellationToken)
        : StreamAsync(request, Mp3 + "\r\n", cancellationToken);
}
