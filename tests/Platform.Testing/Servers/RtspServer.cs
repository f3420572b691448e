using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Platform.Testing.Servers;

/// <summary>A small RTSP server on loopback that plays a tone (G.711, 8 kHz, mono) over the connection itself, or redirects.</summary>
public sealed class RtspServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<string> _requests = [];
    private readonly string? _redirect;
    private readonly Task _accepting;

    private RtspServer(string? redirect)
    {
        _redirect = redirect;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>First lines of all requests so far.</summary>
    public IReadOnlyCollection<string> Requests => _requests;

    public Uri Url => new(string.Create(CultureInfo.InvariantCulture, $"rtsp://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/tone"));

    /// <param name="redirect">Answer every DESCRIBE with a redirect to this address.</param>
    public static RtspServer Start(Uri? redirect = null) => new(redirect?.OriginalString);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task AcceptAsync()
    {
        while (true) _ = ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token));
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await using var stream = client.GetStream();
                using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
                while (await RequestAsync(reader) is var (first, sequence))
                {
                    var method = first.Split(' ')[0];
                    await stream.WriteAsync(Encoding.ASCII.GetBytes(Answer(method, sequence)), _stop.Token);
                    if (method == "PLAY") await PlayAsync(stream);
                }
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
            {
                // The client had enough, or the test is over.
            }
        }
    }

    private async Task<(string First, string Sequence)?> RequestAsync(StreamReader reader)
    {
        if (await reader.ReadLineAsync(_stop.Token) is not { Length: > 0 } first) return null;
        _requests.Enqueue(first);
        var sequence = "0";
        while (await reader.ReadLineAsync(_stop.Token) is { Length: > 0 } header)
        {
            if (header.StartsWith("CSeq:", StringComparison.OrdinalIgnoreCase)) sequence = header[5..].Trim();
        }

        return (first, sequence);
    }

    private string Answer(string method, string sequence)
    {
        const string Description = "v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=Tone\r\nt=0 0\r\nm=audio 0 RTP/AVP 0\r\na=rtpmap:0 PCMU/8000\r\na=control:track1\r\n";
        var head = $"RTSP/1.0 200 OK\r\nCSeq: {sequence}\r\n";
        return method switch
        {
            "DESCRIBE" when _redirect is not null => $"RTSP/1.0 302 Moved Temporarily\r\nCSeq: {sequence}\r\nLocation: {_redirect}\r\n\r\n",
            "OPTIONS" => head + "Public: OPTIONS, DESCRIBE, SETUP, PLAY, TEARDOWN\r\n\r\n",
            "DESCRIBE" => $"{head}Content-Type: application/sdp\r\nContent-Length: {Description.Length}\r\n\r\n{Description}",
            "SETUP" => head + "Transport: RTP/AVP/TCP;unicast;interleaved=0-1\r\nSession: 1\r\n\r\n",
            _ => head + "Session: 1\r\n\r\n",
        };
    }

    // "$", channel, length, then the RTP packet: 20 ms of a square wave.
    private async Task PlayAsync(NetworkStream stream)
    {
        var packet = new byte[4 + 12 + 160];
        packet[0] = (byte)'$';
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), 12 + 160);
        packet[4] = 0x80;
        for (var i = 0; i < 160; i++) packet[16 + i] = i % 16 < 8 ? (byte)0xA0 : (byte)0x20;
        for (ushort n = 0; ; n++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(6), n);
            BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(8), n * 160u);
            await stream.WriteAsync(packet, _stop.Token);
            await Task.Delay(n < 150 ? 0 : 20, _stop.Token);
        }
    }
}
