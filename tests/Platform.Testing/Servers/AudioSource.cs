using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Platform.Testing.Audio;

namespace Platform.Testing.Servers;

/// <summary>
/// A source client: sends an encoded file to a mount in a loop at the speed of the audio, in this process, so that a test can
/// have a hundred of them. It begins with a lead of <see cref="LeadSeconds"/>, which the server keeps for new listeners.
/// </summary>
public sealed class AudioSource : IAsyncDisposable
{
    private const int LeadSeconds = 15;
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);
    private static readonly AuthenticationHeaderValue Authorization =
        new("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes($"source:{IcecastServer.Password}")));

    private readonly CancellationTokenSource _stop = new();
    private readonly IcecastServer _server;
    private readonly TcpClient _connection;
    private readonly Task _sending;

    private AudioSource(IcecastServer server, string mount, TcpClient connection, byte[] audio)
    {
        (_server, Mount, _connection) = (server, mount, connection);
        _sending = SendAsync(audio);
    }

    public string Mount { get; }

    public Uri Url => _server.UrlOf(Mount);

    internal static async Task<AudioSource> StartAsync(IcecastServer server, string mount, AudioVariant variant, AudioEncoding encoding)
    {
        var audio = await TestAudio.BytesAsync(variant, encoding);
        var connection = new TcpClient { NoDelay = true };
        await connection.ConnectAsync(IPAddress.Loopback, server.Port);
        var bitrate = audio.Length * 8 / TestAudio.Seconds / 1000;
        var request = $"""
            SOURCE {mount} HTTP/1.0
            Authorization: {Authorization}
            Content-Type: {TestAudio.ContentType(encoding)}
            ice-name: Test {variant}
            ice-genre: Test
            ice-bitrate: {bitrate}
            ice-public: 0


            """.ReplaceLineEndings("\r\n");
        await connection.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request));
        var answer = new byte[1024];
        var read = await connection.GetStream().ReadAsync(answer);
        var line = Encoding.ASCII.GetString(answer, 0, read).Split("\r\n")[0];
        if (!line.Contains(" 200", StringComparison.Ordinal)) throw new InvalidOperationException($"icecast2 refused the source: {line}");
        var source = new AudioSource(server, mount, connection, audio);
        await source.WaitUntilHeardAsync();
        return source;
    }

    /// <summary>Sets the in-band title (StreamTitle) of an MP3 or AAC mount.</summary>
    public async Task SetTitleAsync(string title)
    {
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Authorization = Authorization;
        var query = $"/admin/metadata?mount={Uri.EscapeDataString(Mount)}&mode=updinfo&charset=UTF-8&song={Uri.EscapeDataString(title)}";
        using var answer = await client.GetAsync(_server.UrlOf(query));
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Leaves the mount: listeners are cut off and later ones get 404.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _connection.Dispose();
    }

    private async Task SendAsync(byte[] audio)
    {
        var stream = _connection.GetStream();
        var bytesPerSecond = audio.Length / (double)TestAudio.Seconds;
        var start = TimeProvider.System.GetTimestamp();
        long sent = 0;
        while (true)
        {
            var due = (long)((LeadSeconds + TimeProvider.System.GetElapsedTime(start).TotalSeconds) * bytesPerSecond);
            while (sent < due)
            {
                var at = (int)(sent % audio.Length);
                var length = (int)Math.Min(due - sent, audio.Length - at);
                await stream.WriteAsync(audio.AsMemory(at, length), _stop.Token);
                sent += length;
            }

            await Task.Delay(Step, _stop.Token);
        }
    }

    // The mount answers 404 until the server has seen the first audio.
    private async Task WaitUntilHeardAsync()
    {
        using var client = new HttpClient();
        for (var i = 0; i < 100; i++)
        {
            using var answer = await client.GetAsync(Url, HttpCompletionOption.ResponseHeadersRead);
            if (answer.IsSuccessStatusCode)
            {
                var some = new byte[1024];
                await using var body = await answer.Content.ReadAsStreamAsync();
                await body.ReadExactlyAsync(some);
                return;
            }

            await Task.Delay(50);
        }

        throw new InvalidOperationException($"{Url} never gave audio.");
    }
}
